package routes.faults;

import static org.awaitility.Awaitility.await;
import static routes.faults.Fault.last;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import routes.event.Bytes;
import routes.event.Event;
import routes.testkit.BrokerUnderTest;
import routes.testkit.Direction;
import routes.testkit.EventLedger;
import routes.testkit.Probe;
import routes.testkit.ReconnectingConsumer;
import routes.testkit.ScratchFolder;
import routes.testkit.SteadyLoad;
import routes.testkit.TcpProxy.Weather;
import routes.testkit.TestHome;

/** Whether one route is slower because the target of another is, or because another of many is changed. */
final class NeighbourLatency {

    private static final Direction QUICK = new Direction(BrokerUnderTest.KAFKA, BrokerUnderTest.KAFKA);
    private static final Direction SLOW = new Direction(BrokerUnderTest.KAFKA, BrokerUnderTest.RABBITMQ);
    private static final Direction IDLE = new Direction(BrokerUnderTest.RABBITMQ, BrokerUnderTest.RABBITMQ);
    private static final String WATCH = "400ms";
    private static final Duration STRETCH = Duration.ofSeconds(30);

    /** Seldom enough not to disturb anybody by itself. */
    private static final Duration LOOK = Duration.ofMillis(50);

    private static final Duration SETTLED = Duration.ofSeconds(5);

    /** About fifty times what RabbitMQ takes to confirm an event. */
    private static final Weather BAD = Weather.slow(Duration.ofMillis(100));

    private final FaultEnvironment stage;
    private final int perSecond;

    /** @param perSecond events, on each of the two routes */
    NeighbourLatency(FaultEnvironment stage, int perSecond) {
        this.stage = stage;
        this.perSecond = perSecond;
    }

    /**
     * Within how many milliseconds 99 % of the events arrive: while all is well, while all is well once more, which tells how far
     * the figure moves by itself, and while the other route's target is slow, or it is changed.
     *
     * @param disturbance what came of that
     */
    record Outcome(double calm, double calmAgain, double disturbed, String disturbance) {

        double ratio() {
            return disturbed / calm;
        }

        @Override
        public String toString() {
            return "99 %% within %.1f ms, once more %.1f ms; %s %.1f ms: ratio %.2f, by itself %.2f"
                    .formatted(calm, calmAgain, disturbance, disturbed, ratio(), calmAgain / calm);
        }
    }

    /** What is done to the other route while the one is watched. */
    private interface Disturbance {

        /** Lasts as long as the watch, and says what came of it. */
        String last(Replicas fleet, TestHome home, TrialEndpoints slow);
    }

    /** So often, beside a slow target. */
    List<Outcome> besideASlowTarget(int times) throws IOException {
        return watch(times, 0, (fleet, home, slow) -> {
            stage.network(SLOW.to()).weather(BAD);
            last(SETTLED);
            last(STRETCH);
            stage.network(SLOW.to()).weather(Weather.FAIR);
            last(SETTLED);
            return "beside a slow target";
        });
    }

    /** So often, in a hub of many routes of which another is changed every few seconds. */
    List<Outcome> besideAChange(int times, int routes) throws IOException {
        return watch(times, routes - 2, this::change);
    }

    private String change(Replicas fleet, TestHome home, TrialEndpoints slow) {
        List<Long> took = new ArrayList<>();
        long end = System.nanoTime() + STRETCH.toNanos();
        while (System.nanoTime() < end) {
            String description = "change at " + System.nanoTime();
            long began = System.nanoTime();
            home.with(
                    "routes/slow.yaml",
                    "routes:\n" + yaml("slow", SLOW, slow) + "    description: " + description + "\n");
            await().pollInterval(LOOK)
                    .atMost(STRETCH)
                    .until(() -> fleet.description("slow").equals(description));
            took.add((System.nanoTime() - began) / 1_000_000);
            last(Duration.ofSeconds(2));
        }
        Collections.sort(took);
        return "beside %d changes, each running %d to %d ms after it was written (half within %d ms; seen within %s)"
                .formatted(took.size(), took.get(0), took.get(took.size() - 1), took.get(took.size() / 2), WATCH);
    }

    private List<Outcome> watch(int times, int idle, Disturbance disturbance) throws IOException {
        TrialEndpoints quick = TrialEndpoints.of("neighbour-quick");
        TrialEndpoints slow = TrialEndpoints.of("neighbour-slow");
        TrialLoad.STRAIGHT.make(stage, QUICK, quick);
        TrialLoad.STRAIGHT.make(stage, SLOW, slow);
        List<Outcome> all = new ArrayList<>();
        try (ScratchFolder home = new ScratchFolder("neighbours")) {
            TestHome written = new TestHome(home.path())
                    .with("hub.yaml", stage.hubYaml(SLOW))
                    .with("routes/quick.yaml", "routes:\n" + yaml("quick", QUICK, quick))
                    .with("routes/slow.yaml", "routes:\n" + yaml("slow", SLOW, slow));
            for (int i = 0; i < idle; i++) {
                TrialEndpoints none = TrialEndpoints.of("neighbour-idle-" + i);
                TrialLoad.STRAIGHT.make(stage, IDLE, none);
                written.with("routes/idle-" + i + ".yaml", "routes:\n" + yaml("idle-" + i, IDLE, none));
            }
            try (Replicas fleet = new Replicas(home.path(), Map.of("HUB_WATCH", WATCH));
                    Watch watch = new Watch(quick)) {
                for (int i = 0; i < idle; i++) {
                    fleet.awaitUp("idle-" + i);
                }
                fleet.awaitUp("quick");
                fleet.awaitUp("slow");
                SteadyLoad watched = SteadyLoad.stubborn(
                        new EventLedger("quick", TrialLoad.KEYS, 1), watch::sender, Integer.MAX_VALUE, perSecond);
                SteadyLoad other = SteadyLoad.stubborn(
                        new EventLedger("slow", TrialLoad.KEYS, 2),
                        () -> SLOW.from().probe(stage.brokers(), slow.in()),
                        Integer.MAX_VALUE,
                        perSecond);
                last(STRETCH);
                for (int i = 0; i < times; i++) {
                    double calm = watch.p99(() -> last(STRETCH));
                    double again = watch.p99(() -> last(STRETCH));
                    StringBuilder said = new StringBuilder();
                    double disturbed = watch.p99(() -> said.append(disturbance.last(fleet, written, slow)));
                    all.add(new Outcome(calm, again, disturbed, said.toString()));
                    System.out.println(all.get(i));
                }
                watched.end(STRETCH);
                other.end(STRETCH);
            }
        }
        return all;
    }

    private String yaml(String route, Direction direction, TrialEndpoints places) {
        return "  " + route + ":\n    from: " + direction.from().origin(places.in()) + "\n"
                + TrialLoad.STRAIGHT.yaml(stage, direction, places);
    }

    /** Takes the time of each event from when it is sent until it has arrived. */
    private final class Watch implements AutoCloseable {

        private final Map<Bytes, Long> sent = new ConcurrentHashMap<>();
        private final Queue<Long> latencies = new ConcurrentLinkedQueue<>();
        private final TrialEndpoints places;
        private final ReconnectingConsumer follower;

        Watch(TrialEndpoints places) {
            this.places = places;
            this.follower =
                    ReconnectingConsumer.of(() -> QUICK.to().probe(stage.brokers(), places.out()), this::arrived);
        }

        Probe sender() {
            Probe probe = QUICK.from().probe(stage.brokers(), places.in());
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

        private void arrived(List<Event> events) {
            long now = System.nanoTime();
            for (Event event : events) {
                Long then = sent.remove(event.body());
                if (then != null) {
                    latencies.add(now - then);
                }
            }
        }

        /** Of what arrives meanwhile, in milliseconds. */
        double p99(Runnable meanwhile) {
            latencies.clear();
            meanwhile.run();
            long[] sorted =
                    latencies.stream().mapToLong(Long::longValue).sorted().toArray();
            return sorted[(int) (sorted.length * 0.99)] / 1e6;
        }

        @Override
        public void close() {
            follower.close();
        }
    }
}
