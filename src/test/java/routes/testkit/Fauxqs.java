package routes.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The emulator fauxqs as a process of its own: SNS with filters and FIFO, and SQS for those who subscribe. */
public final class Fauxqs implements Sns {

    private final ScratchFolder folder;
    private final Process process;
    private final int port;

    private Fauxqs(ScratchFolder folder, Process process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    /** @param installed a folder with node_modules/fauxqs */
    public static Fauxqs start(String installed) {
        ScratchFolder folder = new ScratchFolder("fauxqs");
        int port = FreePort.next();
        for (String script : new String[] {"serve.mjs", "without-sqlite.mjs"}) {
            folder.write(script, resource(script));
        }
        try {
            Process process = new ProcessBuilder(
                            "node",
                            "--import",
                            "./without-sqlite.mjs",
                            "serve.mjs",
                            String.valueOf(port),
                            module(installed))
                    .directory(folder.path().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("out.txt").toFile())
                    .start();
            Awaitility.await("fauxqs")
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(50))
                    .failFast("fauxqs ended, see " + folder.path(), () -> !process.isAlive())
                    .until(() -> listens(port));
            return new Fauxqs(folder, process, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String module(String installed) {
        return Path.of(installed, "node_modules", "fauxqs", "dist", "app.js")
                .toUri()
                .toString();
    }

    private static String resource(String name) {
        try (InputStream script = Fauxqs.class.getResourceAsStream("/fauxqs/" + name)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public boolean canDelete() {
        return true;
    }

    @Override
    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public String subscriberEndpoint() {
        return endpoint();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        folder.close();
    }
}
