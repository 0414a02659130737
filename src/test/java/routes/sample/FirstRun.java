package routes.sample;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import routes.testkit.FreePort;
import routes.testkit.HubProcess;

/**
 * Shows the hub at work: starts every broker in this JVM and the hub beside it, sends it orders, and says what becomes of
 * them, until Ctrl-C or for as long as {@code --for 30s} says. Then the exit code is 0 only if every kind of target got events.
 */
public final class FirstRun {

    private static final Path HOME = Path.of("src", "test", "resources", "sample", "hub");
    private static final Duration REPORT_EVERY = Duration.ofSeconds(5);
    private static final Duration SETTLE = Duration.ofSeconds(5);

    /** As the shell counts it. */
    private static final int TERMINATED = 143;

    private FirstRun() {}

    public static void main(String[] arguments) throws InterruptedException {
        Optional<Duration> atMost;
        try {
            atMost = duration(arguments);
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
            complete = run(atMost, interrupted);
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

    private static boolean run(Optional<Duration> atMost, CountDownLatch interrupted) throws InterruptedException {
        say("Starting Kafka, RabbitMQ's stand-in, SQS and SNS in this JVM ...");
        try (SampleBrokers brokers = SampleBrokers.start();
                HubProcess hub = HubProcess.start(
                        HOME, brokers.environment(), FreePort.preferring(8080), FreePort.preferring(9000));
                SampleOrders orders = new SampleOrders(brokers);
                SampleConsumers ends = new SampleConsumers(brokers)) {
            say("Starting the hub with the files in " + HOME + "; its log is " + hub.output());
            hub.awaitReady();
            say("The hub is ready.");
            say("  routes:  " + hub.api() + "/routes");
            say("  metrics: " + hub.management() + "/metrics");
            say("  for commands such as validate --connect " + HOME + ":");
            say("    " + assignments(brokers.environment()));
            say("About five orders a second now; Ctrl-C ends it." + System.lineSeparator());
            orders.begin();
            ends.begin(FirstRun::say);
            long end = atMost.map(duration -> System.nanoTime() + duration.toNanos())
                    .orElse(Long.MAX_VALUE);
            boolean stop = false;
            while (!stop && end - System.nanoTime() > 0) {
                long pause = Math.min(REPORT_EVERY.toMillis(), TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
                stop = interrupted.await(Math.max(1, pause), TimeUnit.MILLISECONDS);
                say(ends.report(orders.sent(), hub));
            }
            orders.end();
            if (!stop) {
                interrupted.await(SETTLE.toMillis(), TimeUnit.MILLISECONDS);
            }
            say(System.lineSeparator() + "In the end:");
            say(ends.report(orders.sent(), hub));
            Duration took = hub.terminate();
            say("The hub ended in " + took.toMillis() + " ms.");
            ends.missing().ifPresent(missing -> say("Nothing arrived at: " + missing));
            return ends.missing().isEmpty();
        }
    }

    /** As they are put before a command. */
    private static String assignments(Map<String, String> environment) {
        return environment.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .collect(Collectors.joining(" "));
    }

    /** Written like in a route: 30s, 5m; "ever" for no end. */
    private static Optional<Duration> duration(String... arguments) {
        if (arguments.length == 0) {
            return Optional.empty();
        }
        if (arguments.length != 2 || !arguments[0].equals("--for") || !arguments[1].matches("[0-9]{1,6}[sm]|ever")) {
            throw new IllegalArgumentException("usage: FirstRun [--for 30s]");
        }
        return arguments[1].equals("ever") ? Optional.empty() : Optional.of(Duration.parse("PT" + arguments[1]));
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
