package routes.connector;

/** How an operator makes what is missing at a broker: first by the hub's own command, which every operator has. */
public final class Remedy {

    private static final String COMMAND = "caravanserai provision";

    private Remedy() {}

    /** @param ownTool the command of the broker's own tools that does the same */
    public static String creation(String ownTool) {
        return "create it: " + COMMAND + otherwise(ownTool);
    }

    /** How a queue is bound. @param ownTool the command of the broker's own tools that does the same */
    public static String binding(String ownTool) {
        return "bind one: name the exchange in 'bindings' of the source that takes from the queue, and run " + COMMAND
                + otherwise(ownTool);
    }

    private static String otherwise(String ownTool) {
        return " (or with the broker's tools: " + ownTool + ")";
    }
}
