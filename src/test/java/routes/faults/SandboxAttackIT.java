package routes.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import routes.event.Bytes;
import routes.event.Event;
import routes.testkit.DeliveryAudit;
import routes.testkit.EventLedger;
import routes.testkit.HubProcess;
import routes.testkit.JavaProcess;
import routes.testkit.KafkaProbe;
import routes.testkit.KafkaProcess;
import routes.testkit.MemoryLimit;
import routes.testkit.Probe;
import routes.testkit.ReconnectingConsumer;
import routes.testkit.SteadyLoad;
import routes.testkit.TestHome;

/**
 * Viewers attack a hub that carries events, with texts that need all memory or never end. {@code -Dattack.seconds} says for how
 * long, and prints how much slower the events were; they are timed for two minutes before. Without it the test is skipped: {@code
 * SandboxIT} tries the same texts. The hub has 1 GiB, by a control group where
 * that is allowed.
 */
class SandboxAttackIT {

    private static final Duration ATTACK = Duration.ofSeconds(Integer.getInteger("attack.seconds", 20));
    private static final Duration WARM_UP = Duration.ofMinutes(1);
    private static final Duration CALM = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CALLERS = 4;
    private static final int PER_SECOND = 1_000;
    private static final long MEMORY = 1L << 30;

    /** As bin/caravanserai has it. */
    private static final List<String> OPTIONS = List.of("-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError");

    /** Where there is no control group. */
    private static final List<String> UNLIMITED = List.of("-Xmx512m", "-XX:+ExitOnOutOfMemoryError");

    private static final String ROUTE =
            "from: { kafka: { topic: a } }\\nsteps: [ { filter: { %s } } ]\\n" + "to: { kafka: { topic: b } }\\n%s";
    private static final String HUNGRY_XPATH =
            "xpath: \\\"string-length(string-join((1 to 300000000) ! 'aaaaaaaaaaaa','')) > 0\\\"";
    private static final String HUNGRY_JQ = "jq: '[range(9)|\\\"中\\\"*16000000]|length > 0'";
    private static final String ENDLESS =
            "xpath: \\\"every $i in 1 to 2000000000, $j in 1 to 2000000000 satisfies" + " $i + $j > 0\\\"";
    private static final String TEST = "tests: [ { name: t, given: { raw: <a/> }, expect: { filtered: true } } ]";

    @TempDir
    private Path home;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ConcurrentMap<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();

    @Test
    @EnabledIfSystemProperty(
            named = "attack.seconds",
            matches = "\\d+",
            disabledReason = "takes minutes: -Dattack.seconds=600")
    void carriesEveryEventWhileViewersAttackIt() {
        EventLedger book = new EventLedger("attacked", 100, 1);
        try (KafkaProcess kafka = KafkaProcess.start()) {
            kafka.createTopic("in", 4);
            kafka.createTopic("out", 4);
            kafka.createTopic("dead", 1);
            new TestHome(home)
                    .with("hub.yaml", """
                            connections: { kafka: { kafka: { brokers: "%s" } } }
                            defaults: { deadLetter: { kafka: { topic: dead } } }
                            """.formatted(kafka.bootstrap()))
                    .with(
                            "routes/attacked.yaml",
                            "routes: { attacked: { from: { kafka: { topic: in } }, to: { kafka: {"
                                    + " topic: out } } } }\n");
            Optional<MemoryLimit> limit = MemoryLimit.of(MEMORY);
            DeliveryAudit audit = new DeliveryAudit(book);
            Latencies latencies = new Latencies();
            try (HubProcess hub = HubProcess.startBy(
                            limit.map(MemoryLimit::command).orElse(List.of()),
                            home,
                            limit.isPresent() ? OPTIONS : UNLIMITED)
                    .awaitReady()) {
                long pid = hub.pid();
                ReconnectingConsumer out = ReconnectingConsumer.of(
                        () -> new KafkaProbe(kafka.bootstrap(), "out"), latencies.then(audit.heap()));
                SteadyLoad load =
                        SteadyLoad.start(book, latencies.of(new KafkaProbe(kafka.bootstrap(), "in")), PER_SECOND);
                last(atMost(WARM_UP));
                double before = latencies.p99(() -> last(atMost(CALM)));
                double during = latencies.p99(() -> attack(hub));
                long peak = new JavaProcess(pid).peak();
                load.end(PATIENCE);
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(audit.isComplete()).isTrue());
                out.close();
                System.out.printf(
                        "attacked for %ds by %d callers at %d events/s: %d events, p99 %.1f ms before, %.1f ms meanwhile;"
                                + " answers %s; the hub's own memory at most %d MiB, %s%n",
                        ATTACK.toSeconds(),
                        CALLERS,
                        PER_SECOND,
                        book.size(),
                        before,
                        during,
                        new TreeMap<>(answers),
                        peak,
                        limit.map(group -> "with its children " + group.peak()
                                        + " MiB, processes that the kernel ended: " + group.kills())
                                .orElse("no control group: limited by -Xmx alone"));

                assertThat(audit.findings().allIsThere())
                        .as("%s", audit.findings())
                        .isTrue();
                assertThat(hub.isAlive()).isTrue();
                assertThat(hub.pid()).isEqualTo(pid);
                assertThat(deadLetters(kafka)).isEmpty();
                assertThat(answers.keySet()).isSubsetOf(200, 422, 503).contains(422);
            }
            limit.ifPresent(MemoryLimit::close);
        }
    }

    private static List<Event> deadLetters(KafkaProcess kafka) {
        try (Probe probe = new KafkaProbe(kafka.bootstrap(), "dead")) {
            return probe.receive(1, Duration.ofSeconds(2));
        }
    }

    private void attack(HubProcess hub) {
        long end = System.nanoTime() + ATTACK.toNanos();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            int first = i;
            Thread caller = new Thread(() -> call(hub, first, end), "attack-" + i);
            caller.start();
            callers.add(caller);
        }
        callers.forEach(SandboxAttackIT::join);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void call(HubProcess hub, int first, long end) {
        for (int i = first; System.nanoTime() < end; i++) {
            answers.computeIfAbsent(attackOnce(hub, i), status -> new AtomicInteger())
                    .incrementAndGet();
        }
    }

    private int attackOnce(HubProcess hub, int number) {
        return switch (number % 4) {
            case 0 -> post(hub, "/simulate", "application/json", simulation(HUNGRY_XPATH));
            case 1 -> post(hub, "/simulate", "application/json", simulation(HUNGRY_JQ));
            case 2 -> post(hub, "/simulate", "application/json", simulation(ENDLESS));
            default -> post(hub, "/validate", "application/yaml", file());
        };
    }

    private static String simulation(String expression) {
        String body = expression.startsWith("jq") ? "\"body\": {}" : "\"raw\": \"<a/>\"";
        return "{\"route\": \"" + ROUTE.formatted(expression, "") + "\", \"event\": {" + body + "}}";
    }

    private static String file() {
        String route = ROUTE.formatted(HUNGRY_XPATH, TEST).replace("\\\"", "\"").replace("\\n", "\n    ");
        return "routes:\n  posted:\n    " + route + "\n";
    }

    private int post(HubProcess hub, String path, String type, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(hub.api() + path))
                .header("Content-Type", type)
                .timeout(Duration.ofMinutes(2))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Not longer than the attack. */
    private static Duration atMost(Duration time) {
        return ATTACK.compareTo(time) < 0 ? ATTACK : time;
    }

    private static void last(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Takes the time of each event from when it is sent until it has arrived. */
    private static final class Latencies {

        private final Map<Bytes, Long> sent = new ConcurrentHashMap<>();
        private final Queue<Long> taken = new ConcurrentLinkedQueue<>();

        Probe of(Probe probe) {
            return new Probe() {
                @Override
                public void send(List<Event> events) {
                    long now = System.nanoTime();
                    events.forEach(event -> sent.put(event.body(), now));
                    probe.send(events);
                }

                @Override
                public List<Event> receive(int atLeast, Duration atMost) {
                    return probe.receive(atLeast, atMost);
                }

                @Override
                public void close() {
                    probe.close();
                }
            };
        }

        Consumer<List<Event>> then(Consumer<Event> reader) {
            return events -> {
                long now = System.nanoTime();
                events.forEach(event ->
                        Optional.ofNullable(sent.remove(event.body())).ifPresent(then -> taken.add(now - then)));
                events.forEach(reader);
            };
        }

        /** Of what arrives meanwhile, in milliseconds. */
        double p99(Runnable meanwhile) {
            taken.clear();
            meanwhile.run();
            long[] sorted = taken.stream().mapToLong(Long::longValue).sorted().toArray();
            return sorted[(int) (sorted.length * 0.99)] / 1e6;
        }
    }
}
