package routes.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Optional;
import routes.testkit.FreePort;

/**
 * Where the sample's hub listens: as the environment says, as for any hub. Without a word from there, on the hub's usual ports
 * or, where somebody has them, on free ones.
 */
record SamplePorts(int api, int management) {

    static final String API = "QUARKUS_HTTP_PORT";
    static final String MANAGEMENT = "QUARKUS_MANAGEMENT_PORT";

    private static final int USUAL_API = 8080;
    private static final int USUAL_MANAGEMENT = 9000;
    private static final int HIGHEST = 65_535;

    /** @throws IllegalArgumentException where the environment names a port that cannot be had; says how to mend it */
    static SamplePorts of(Map<String, String> environment) {
        Optional<Integer> api = given(environment, API);
        Optional<Integer> management = given(environment, MANAGEMENT);
        if (api.isPresent() && api.equals(management)) {
            throw new IllegalArgumentException(
                    API + " and " + MANAGEMENT + " are both " + api.get() + "; give each a port of its own");
        }
        return new SamplePorts(
                api.orElseGet(() -> usual(USUAL_API, management)),
                management.orElseGet(() -> usual(USUAL_MANAGEMENT, api)));
    }

    private static int usual(int port, Optional<Integer> other) {
        return other.filter(taken -> taken == port).isPresent() ? FreePort.next() : FreePort.preferring(port);
    }

    private static Optional<Integer> given(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> usable(variable, text));
    }

    private static int usable(String variable, String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > HIGHEST) {
            throw new IllegalArgumentException(variable + " is '" + text + "', but a port is a number from 1 to "
                    + HIGHEST + "; 0 stands for a free one");
        }
        int port = Integer.parseInt(text);
        return port == 0 ? FreePort.next() : free(variable, port);
    }

    private static int free(String variable, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return port;
        } catch (IOException e) {
            throw new IllegalArgumentException(variable + " is " + port + ", but the hub cannot listen on this port: "
                    + e.getMessage() + ". Set " + variable + " to a free port, or unset it: then a free one is taken");
        }
    }
}
