package routes.definition;

import static routes.definition.Invalid.require;

import java.util.regex.Pattern;

/** A list of hosts. What is none may hold a password, so that no message repeats it. */
final class Hosts {

    private static final Pattern HOST_AND_PORT =
            Pattern.compile("\\s*(\\[[0-9A-Fa-f:.]+(%[\\w.-]+)?]|[\\w.-]+):\\d{1,5}\\s*");

    private Hosts() {}

    static void requireAll(String list, String component) {
        require(!list.isBlank(), component, component + " must name at least one host:port");
        for (String host : list.split(",", -1)) {
            require(
                    HOST_AND_PORT.matcher(host).matches(),
                    component,
                    component + " must be host:port, separated by commas, an IPv6 address in brackets,"
                            + " without a scheme, a user or a password");
        }
    }
}
