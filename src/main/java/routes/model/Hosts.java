package routes.model;

import static routes.model.InvalidValueException.require;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where brokers are. What is no host may hold a password, so that no message repeats it. */
final class Hosts {

    private static final int MOST = 100;
    private static final int LAST_PORT = 65_535;
    private static final String HOST_AND_PORT = "\\s*(\\[[0-9A-Fa-f:.]+(?:%[\\w.-]+)?\\]|\\w[\\w.-]*):([0-9]{1,5})\\s*";

    /** How such a list is written, as a regular expression that Java and JSON Schema both understand. */
    static final String PATTERN = "^" + HOST_AND_PORT + "(?:," + HOST_AND_PORT + ")*$";

    private static final Pattern ONE = Pattern.compile(HOST_AND_PORT);

    private Hosts() {}

    static void requireAll(String list, String component) {
        require(!list.isBlank(), component, component + " must name at least one host:port");
        String[] hosts = list.split(",", -1);
        require(hosts.length <= MOST, component, component + " must name at most " + MOST + " hosts");
        for (String host : hosts) {
            Matcher parts = ONE.matcher(host);
            require(
                    parts.matches() && !parts.group(1).contains(".."),
                    component,
                    component + " must be host:port, separated by commas, an IPv6 address in brackets,"
                            + " without a scheme, a user or a password");
            require(
                    isPort(Integer.parseInt(parts.group(2))),
                    component,
                    component + " must have ports from 1 to " + LAST_PORT);
            requireBroker(parts.group(1), component);
        }
    }

    static boolean isPort(int port) {
        return port >= 1 && port <= LAST_PORT;
    }

    /** Only an address that shows itself: what a name leads to is not looked up, as it may change at any time. */
    static void requireBroker(String host, String component) {
        require(
                !LinkLocalAddresses.reaches(host),
                component,
                component + " must not be a link-local address or a cloud's metadata service: no broker is there,"
                        + " and what is there gives out the credentials of the machine");
    }
}
