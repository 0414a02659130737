package routes.cli;

import static routes.support.DisplayText.quoted;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the running hub writes its log: lines for people, or a JSON object a line for machines. */
enum LogFormat {
    /** Text where the log goes to a terminal, JSON elsewhere. */
    AUTO,
    TEXT,
    JSON;

    /** The environment variable that holds one of these. */
    static final String VARIABLE = "HUB_LOG_FORMAT";

    /** Read by application.properties, where Quarkus's own settings take precedence. */
    private static final String PROPERTY = "hub.log.json";

    /**
     * @param text AUTO where there is none
     * @throws IllegalArgumentException where it is none of them
     */
    static LogFormat of(Optional<String> text) {
        String name = text.filter(given -> !given.isEmpty()).orElse(AUTO.toString());
        return Arrays.stream(values())
                .filter(format -> format.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(VARIABLE + " is " + quoted(name)
                        + ", but must be one of "
                        + Arrays.stream(values()).map(LogFormat::toString).collect(Collectors.joining(", "))));
    }

    /** To be called before Quarkus starts, which configures its log first. */
    void apply() {
        System.setProperty(PROPERTY, String.valueOf(isJson(isTerminal(System.console()))));
    }

    boolean isJson(boolean terminal) {
        return this == JSON || this == AUTO && !terminal;
    }

    /**
     * Up to Java 21 there is a console only where input and output are a terminal. From Java 22 on there always is one, which
     * tells by a method of its own. The start script looks at the output alone.
     */
    private static boolean isTerminal(Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
