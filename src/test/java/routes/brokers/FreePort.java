package routes.brokers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** A port of 127.0.0.1 that nobody listens on. */
public final class FreePort {

    private FreePort() {}

    /** One that the system chooses. */
    public static int next() {
        return bind(0);
    }

    /** The one that is wished for where nobody has it, else one that the system chooses. */
    public static int preferring(int wished) {
        try {
            return bind(wished);
        } catch (UncheckedIOException e) {
            return next();
        }
    }

    private static int bind(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
