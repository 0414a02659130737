package routes.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The network between the hub and one broker, which can be made as bad as networks are. What it does to bytes holds for
 * connections that are open and for those to come. Thread-safe.
 */
public final class TcpProxy implements AutoCloseable {

    private static final int PIECE = 16 * 1024;
    private static final long LOOK_AGAIN = Duration.ofMillis(5).toNanos();

    private final ServerSocket door;
    private final int upstream;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong cut = new AtomicLong();
    private volatile Weather weather = Weather.FAIR;
    private volatile boolean refusing;

    /**
     * What happens to bytes on their way.
     *
     * @param delay before each piece is passed on
     * @param bytesPerSecond in each direction of a connection; 0 for no limit
     * @param toBroker whether what the hub sends arrives
     * @param toHub whether what the broker sends arrives
     */
    public record Weather(Duration delay, int bytesPerSecond, boolean toBroker, boolean toHub) {

        /** Everything arrives at once. */
        public static final Weather FAIR = new Weather(Duration.ZERO, 0, true, true);

        /** Nothing arrives, and nobody is told. */
        public static final Weather BLACK_HOLE = new Weather(Duration.ZERO, 0, false, false);

        /** The broker hears the hub; the hub does not hear the broker. */
        public static final Weather NO_ANSWERS = new Weather(Duration.ZERO, 0, true, false);

        /** The hub hears the broker; the broker does not hear the hub. */
        public static final Weather NO_REQUESTS = new Weather(Duration.ZERO, 0, false, true);

        public static Weather slow(Duration delay) {
            return new Weather(delay, 0, true, true);
        }

        public static Weather narrow(int bytesPerSecond) {
            return new Weather(Duration.ZERO, bytesPerSecond, true, true);
        }
    }

    private TcpProxy(int upstream) {
        this.upstream = upstream;
        try {
            door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In front of a broker that listens, or will listen, on this port of this machine. */
    public static TcpProxy before(int port) {
        TcpProxy proxy = new TcpProxy(port);
        proxy.threads.execute(proxy::accept);
        return proxy;
    }

    public int port() {
        return door.getLocalPort();
    }

    public String address() {
        return "127.0.0.1:" + port();
    }

    public void weather(Weather now) {
        weather = now;
    }

    /** Resets every connection that is open. */
    public void reset() {
        open.forEach(this::reset);
    }

    /** From now on nobody is let in, and who is in is thrown out; or the opposite. */
    public void refuse(boolean now) {
        refusing = now;
        if (now) {
            reset();
        }
    }

    /** How many pieces of data were delayed, held back or swallowed, and connections cut: whether a fault really fired. */
    public long harmed() {
        return held.get() + cut.get();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket hub = door.accept();
                threads.execute(() -> connect(hub));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(Socket hub) {
        if (refusing) {
            reset(hub);
            return;
        }
        try {
            Socket broker = new Socket(InetAddress.getLoopbackAddress(), upstream);
            hub.setTcpNoDelay(true);
            broker.setTcpNoDelay(true);
            open.add(hub);
            open.add(broker);
            threads.execute(() -> carry(hub, broker, true));
            threads.execute(() -> carry(broker, hub, false));
        } catch (IOException e) {
            reset(hub);
        }
    }

    private void carry(Socket from, Socket to, boolean toBroker) {
        byte[] piece = new byte[PIECE];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                pass(toBroker, read);
                out.write(piece, 0, read);
            }
        } catch (IOException e) {
            // One end is gone: so is the other.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    /** Waits for as long as this piece has to wait; what is held back arrives, in its order, when the weather is better. */
    private void pass(boolean toBroker, int bytes) throws IOException {
        Weather now = weather;
        if (now != Weather.FAIR) {
            held.incrementAndGet();
        }
        LockSupport.parkNanos(now.delay().toNanos());
        if (now.bytesPerSecond() > 0) {
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos() * bytes / now.bytesPerSecond());
        }
        while (!(toBroker ? weather.toBroker() : weather.toHub())) {
            if (door.isClosed()) {
                throw new IOException("the proxy is closed");
            }
            LockSupport.parkNanos(LOOK_AGAIN);
        }
    }

    private void reset(Socket socket) {
        cut.incrementAndGet();
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is gone already.
        }
        open.remove(socket);
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reset();
        threads.shutdownNow();
    }
}
