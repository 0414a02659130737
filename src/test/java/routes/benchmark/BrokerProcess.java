package routes.benchmark;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import routes.testkit.EmbeddedKafka;
import routes.testkit.EmbeddedSqs;

/** Kafka or SQS in a JVM of its own, so that its processor time is not counted as anybody else's. */
final class BrokerProcess implements AutoCloseable {

    /** A lap's events are gigabytes; once deleted they must not be on the disk for another minute. Bodies may have 1 MiB. */
    private static final Map<String, String> SETTINGS =
            Map.of("log.segment.delete.delay.ms", "1000", "message.max.bytes", String.valueOf(2 << 20));

    private final Process process;

    private BrokerProcess(Process process) {
        this.process = process;
    }

    /** Returns once it listens. */
    static BrokerProcess start(String kind, int port, String heap) {
        try {
            Process process = new ProcessBuilder(JavaCommand.command(
                            List.of("-Xmx" + heap), BrokerProcess.class, List.of(kind, String.valueOf(port))))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            while (process.getInputStream().read() != '!') {
                if (!process.isAlive()) {
                    throw new IllegalStateException(kind + " did not start");
                }
            }
            return new BrokerProcess(process);
        } catch (IOException e) {
            throw new IllegalStateException(kind + " did not start", e);
        }
    }

    public static void main(String... arguments) throws IOException {
        int port = Integer.parseInt(arguments[1]);
        try (AutoCloseable broker =
                arguments[0].equals("kafka") ? EmbeddedKafka.start(port, SETTINGS) : EmbeddedSqs.start(port)) {
            System.out.println("!");
            while (System.in.read() >= 0) {
                // The broker runs until whoever started it is gone.
            }
        } catch (Exception e) {
            throw new IOException(e);
        }
        Runtime.getRuntime().halt(0);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
