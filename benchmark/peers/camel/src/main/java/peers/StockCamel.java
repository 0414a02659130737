package peers;

import org.apache.camel.main.Main;

/**
 * Camel's own components, with what it takes to lose nothing.
 *
 * <p>Arguments: {@code pass}, or the file of a JSON Schema to check each body against before it is sent to one of two targets;
 * the kind, address and name of the source; the kind and address of the targets; the name of each target.
 */
public final class StockCamel {

    private StockCamel() {}

    public static void main(String... arguments) throws Exception {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        Main main = new Main();
        Place source = Place.of(arguments[1], arguments[2]);
        Place target = arguments[4].equals(arguments[1]) ? source : Place.of(arguments[4], arguments[5]);
        source.bind(main);
        target.bind(main);
        Orders orders = new Orders(source, arguments[3], target);
        main.configure()
                .addRoutesBuilder(
                        arguments[0].equals("pass")
                                ? orders.handedOn(arguments[6])
                                : orders.chosen(arguments[0], arguments[6], arguments[7]));
        main.run();
    }
}
