package routes.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A port of 127.0.0.1 that nobody listens on, and that nobody takes before its server does.
 *
 * <p>Systems give outgoing connections a port from 32,768 up, so these lie below; each is given out once in a JVM.
 */
public final class FreePort {

    private static final int LEAST = 16_384;
    private static final int MOST = 32_767;
    private static final AtomicInteger LAST =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(LEAST, MOST));

    private FreePort() {}

    /** Another one with every call. */
    public static int next() {
        for (int attempt = LEAST; attempt <= MOST; attempt++) {
            int port = LAST.updateAndGet(last -> last == MOST ? LEAST : last + 1);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port from " + LEAST + " to " + MOST + " is free on 127.0.0.1");
    }

    /** The one that is wished for where nobody has it, else another. */
    public static int preferring(int wished) {
        return isFree(wished) ? wished : next();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
