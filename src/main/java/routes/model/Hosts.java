package routes.model;

import static routes.model.InvalidValueException.require;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks the addresses of brokers. An invalid address may contain a password, so messages never repeat it. */
final class Hosts {

    private static final int MAX_HOSTS = 100;
    private static final int LAST_PORT = 65_535;
    private static final String HOST_AND_PORT = "\\s*(\\[[0-9A-Fa-f:.]+(?:%[\\w.-]+)?\\]|\\w[\\w.-]*):([0-9]{1,5})\\s*";

    /** The form of a list of addresses, as a regular expression for both Java and JSON Schema. */
    static final String PATTERN = "^" + HOST_AND_PORT + "(?:," + HOST_AND_PORT + ")*$";

    private static final Pattern ONE = Pattern.compile(HOST_AND_PORT);

    private Hosts() {}

    static void requireAll(String list, String component) {
        require(!list.isBlank(), component, component + " must name at least one host:port");
        String[] hosts = list.split(",", -1);
        require(hosts.length <= MAX_HOSTS, component, component + " must name at most " + MAX_HOSTS + " hosts");
        for (String host : hosts) {
            Matcher parts = ONE.matcher(host);
            require(
                    parts.matches() && !parts.group(1).contains(".."),
                    component,
                    component + " must be a list of host:port, separated by commas, with IPv6 addresses in brackets"
                            + " and without scheme, user or password");
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

    /**
     * Refuses link-local addresses that are recognisable as such. Host names are not resolved, since their address may change
     * at any time.
     */
    static void requireBroker(String host, String component) {
        require(
                !LinkLocalAddresses.isLinkLocal(host),
                component,
                component + " must not be a link-local address or a cloud's metadata service:"
                        + " that service hands out the credentials of this machine");
    }
}
