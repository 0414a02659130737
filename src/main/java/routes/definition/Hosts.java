package routes.definition;

import static routes.definition.Invalid.require;

import java.util.regex.Pattern;

/** A list of hosts. What is none may hold a password, so that no message repeats it. */
final class Hosts {

    private static final String HOST_AND_PORT = "\\s*(?:\\[[0-9A-Fa-f:.]+(?:%[\\w.-]+)?\\]|[\\w.-]+):[0-9]{1,5}\\s*";

    /** How such a list is written, as a regular expression that Java and JSON Schema both understand. */
    static final String PATTERN = "^" + HOST_AND_PORT + "(?:," + HOST_AND_PORT + ")*$";

    private static final Pattern ONE = Pattern.compile(HOST_AND_PORT);

    private Hosts() {}

    static void requireAll(String list, String component) {
        require(!list.isBlank(), component, component + " must name at least one host:port");
        for (String host : list.split(",", -1)) {
            require(
                    ONE.matcher(host).matches(),
                    component,
                    component + " must be host:port, separated by commas, an IPv6 address in brackets,"
                            + " without a scheme, a user or a password");
        }
    }
}
