package routes.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.SocketFactory;

/** A connection over which a test sends bytes, valid HTTP or not. */
public final class RawClient implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Socket socket;

    private RawClient(Socket socket) {
        this.socket = socket;
    }

    public static RawClient connect(int port) {
        return connect(SocketFactory.getDefault(), port);
    }

    /** Over TLS, if the factory makes such sockets. */
    public static RawClient connect(SocketFactory sockets, int port) {
        try {
            Socket socket = sockets.createSocket();
            socket.connect(new InetSocketAddress("127.0.0.1", port), (int) TIMEOUT.toMillis());
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            return new RawClient(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RawClient send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawClient send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** False if the other side has closed the connection. */
    public boolean isTaking(byte next) {
        try {
            socket.getOutputStream().write(next);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** All that comes until the other side closes the connection. */
    public String untilClosed() {
        StringBuilder text = new StringBuilder();
        try {
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                text.append((char) next);
            }
        } catch (SocketTimeoutException e) {
            throw new UncheckedIOException("the connection was not closed, after: " + text, e);
        } catch (IOException e) {
            return text.toString(); // a reset closes it, too
        }
        return text.toString();
    }

    /** One response, whose length its header tells; the connection stays open. */
    public String response() {
        StringBuilder text = new StringBuilder();
        try {
            while (text.indexOf("\r\n\r\n") < 0) {
                text.append(next());
            }
            int length = text.toString()
                    .lines()
                    .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                    .mapToInt(line -> Integer.parseInt(
                            line.substring(line.indexOf(':') + 1).strip()))
                    .findFirst()
                    .orElse(0);
            for (int i = 0; i < length; i++) {
                text.append(next());
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException("after: " + text, e);
        }
    }

    private char next() throws IOException {
        int next = socket.getInputStream().read();
        if (next < 0) {
            throw new IOException("the connection was closed");
        }
        return (char) next;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
