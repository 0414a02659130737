package routes.sample;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import routes.testkit.HubProcess;

/**
 * Shows the hub at work: starts every broker in this JVM and the hub beside it, sends it orders, and says what becomes of
 * them, until Ctrl-C or for as long as {@code --for 30s} says. The routes are in {@code hub/}, or in the folder that {@code --home} names. Then the exit code is 0 only if every kind of target got events.
 */
public final class FirstRun {

    /** Where the hub of a checkout looks by itself. */
    private static final Path USUAL_HOME = Path.of("hub");

    private static final Path OTHER_HOME = Path.of("target", "hub");

    private static final Duration REPORT_EVERY = Duration.ofSeconds(5);
    private static final Duration SETTLE = Duration.ofSeconds(5);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final Set<String> OPTIONS = Set.of("--for", "--home");
    private static final String USAGE = "usage: FirstRun [--for 30s] [--home DIRECTORY]";

    /** As the shell counts it. */
    private static final int TERMINATED = 143;

    private FirstRun() {}

    public static void main(String[] arguments) throws InterruptedException {
        Optional<Duration> atMost;
        Path home;
        SamplePorts ports;
        try {
            Map<String, String> options = options(arguments);
            atMost = duration(options.getOrDefault("--for", "ever"));
            home = home(options);
            ports = SamplePorts.of(System.getenv());
        } catch (IllegalArgumentException e) {
            say(e.getMessage());
            System.exit(2);
            return;
        }
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch cleared = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            interrupted.countDown();
            awaitQuietly(cleared);
        }));
        endWithParent();
        boolean complete = false;
        try {
            complete = run(home, ports, atMost, interrupted);
        } catch (RuntimeException e) {
            say("The first run failed: " + e.getMessage());
        } finally {
            cleared.countDown();
        }
        if (interrupted.getCount() > 0) {
            System.exit(complete ? 0 : 1);
        }
    }

    /** Maven, which has started this, leaves it alone when it is asked to end. */
    private static void endWithParent() {
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(TERMINATED)));
    }

    private static boolean run(Path home, SamplePorts ports, Optional<Duration> atMost, CountDownLatch interrupted)
            throws InterruptedException {
        say("Starting Kafka, an AMQP broker in RabbitMQ's place, SQS and SNS (about 10 seconds) ...");
        try (SampleBrokers brokers = SampleBrokers.start();
                HubProcess hub = start(SampleHome.prepare(home, brokers.environment()), ports);
                SampleOrders orders = new SampleOrders(brokers);
                SampleConsumers ends = new SampleConsumers(brokers)) {
            hub.awaitReady();
            SampleGuide.lines(home, hub).forEach(FirstRun::say);
            orders.begin();
            ends.begin(FirstRun::say);
            long end = atMost.map(duration -> System.nanoTime() + duration.toNanos())
                    .orElse(Long.MAX_VALUE);
            boolean stop = false;
            while (!stop && end - System.nanoTime() > 0) {
                long pause = Math.min(REPORT_EVERY.toMillis(), TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
                stop = interrupted.await(Math.max(1, pause), TimeUnit.MILLISECONDS);
                report(hub, orders, ends);
            }
            orders.end();
            if (!stop) {
                interrupted.await(SETTLE.toMillis(), TimeUnit.MILLISECONDS);
            }
            say("The shop has closed. In the end:");
            report(hub, orders, ends);
            Duration took = hub.terminate();
            say("The hub ended in good order within " + took.toMillis() + " ms.");
            ends.missing().ifPresent(missing -> say("Nothing arrived at: " + missing));
            return ends.missing().isEmpty();
        }
    }

    private static HubProcess start(Path home, SamplePorts ports) {
        say("Starting the hub on ports " + ports.api() + " (API) and " + ports.management()
                + " (metrics and health) ...");
        return HubProcess.start(home, Map.of(), ports.api(), ports.management());
    }

    /** The figures of each route are of one moment; what the consumers have read is of a moment later. */
    private static void report(HubProcess hub, SampleOrders orders, SampleConsumers ends) throws InterruptedException {
        try {
            List<RouteFigures> figures = RouteFigures.ask(HTTP, hub.api());
            say(LocalTime.now().truncatedTo(ChronoUnit.SECONDS).format(DateTimeFormatter.ISO_LOCAL_TIME)
                    + "  sent by the shop: " + orders.sent());
            RouteFigures.table(figures).forEach(line -> say("  " + line));
            say("  read by the consumers at the far ends: " + ends.report() + System.lineSeparator());
        } catch (IOException e) {
            say("The hub does not answer; its log is " + hub.output());
        }
    }

    private static Map<String, String> options(String... arguments) {
        Map<String, String> options = new HashMap<>();
        for (int at = 0; at < arguments.length; at += 2) {
            if (!OPTIONS.contains(arguments[at]) || at + 1 == arguments.length) {
                throw new IllegalArgumentException(USAGE);
            }
            options.put(arguments[at], arguments[at + 1]);
        }
        return options;
    }

    /** Written like in a route: 30s, 5m; "ever" for no end. */
    private static Optional<Duration> duration(String text) {
        if (!text.matches("[0-9]{1,6}[sm]|ever")) {
            throw new IllegalArgumentException(USAGE);
        }
        return text.equals("ever") ? Optional.empty() : Optional.of(Duration.parse("PT" + text));
    }

    /** A folder that somebody else has filled is left alone. */
    private static Path home(Map<String, String> options) {
        Optional<Path> given = Optional.ofNullable(options.get("--home")).map(Path::of);
        if (given.filter(folder -> !SampleHome.isFree(folder)).isPresent()) {
            throw new IllegalArgumentException(
                    given.get() + " has a hub.yaml of its own; give another folder with --home");
        }
        return given.orElseGet(() -> SampleHome.isFree(USUAL_HOME) ? USUAL_HOME : OTHER_HOME);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                say("Something did not end in time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
