package routes.pipeline.jq;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What jq has and a route's expressions do not have on purpose, and what to write instead. */
final class Unsupported {

    private static final String ONLY_THE_EVENT = "an expression sees nothing but the event: ";
    private static final Map<String, String> HINTS = hints();

    private Unsupported() {}

    /** @param name of a function, keyword or variable; a variable with its dollar sign */
    static Optional<String> hint(String name) {
        return Optional.ofNullable(HINTS.get(name));
    }

    private static Map<String, String> hints() {
        Map<String, String> hints = new HashMap<>();
        add(
                hints,
                ONLY_THE_EVENT + "there is no environment; write the value, or make it a parameter of a template",
                "env",
                "$ENV");
        add(
                hints,
                ONLY_THE_EVENT + "use . for the body, $headers, $key and $source",
                "input",
                "inputs",
                "input_filename",
                "input_line_number",
                "$__prog_args",
                "$ARGS");
        add(
                hints,
                "there are no modules; write the function with def",
                "import",
                "include",
                "module",
                "modulemeta",
                "get_search_list");
        add(hints, "an expression prints nothing; look at its result with simulate", "debug", "stderr");
        add(hints, "an expression cannot end the program; use error to fail for this event", "halt", "halt_error");
        add(hints, "JSON has no such number", "nan");
        add(hints, "there is no local time zone; use gmtime and strftime", "localtime", "strflocaltime");
        add(
                hints,
                "numbers are exact decimals; use floor, pow or log",
                "frexp",
                "modf",
                "gamma",
                "lgamma",
                "tgamma",
                "lgamma_r",
                "fma",
                "nexttoward",
                "nextafter");
        return Map.copyOf(hints);
    }

    private static void add(Map<String, String> hints, String hint, String... names) {
        for (String name : names) {
            hints.put(name, "'" + name + "' is not supported in a route's expressions: " + hint);
        }
    }
}
