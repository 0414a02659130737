package routes.faults;

import static routes.faults.Fault.last;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import routes.brokers.Direction;
import routes.brokers.EventBook;
import routes.brokers.Follower;
import routes.brokers.Harbour;
import routes.brokers.Probe;
import routes.brokers.ScratchFolder;
import routes.brokers.SteadyLoad;
import routes.brokers.TcpProxy.Weather;
import routes.brokers.WrittenHome;
import routes.event.Bytes;
import routes.event.Event;

/** Whether one route is slower because the target of another is. */
final class Neighbours {

    private static final Direction QUICK = new Direction(Harbour.KAFKA, Harbour.KAFKA);
    private static final Direction SLOW = new Direction(Harbour.KAFKA, Harbour.RABBITMQ);
    private static final Duration STRETCH = Duration.ofSeconds(30);
    private static final Duration SETTLED = Duration.ofSeconds(5);

    /** About fifty times what RabbitMQ takes to confirm an event. */
    private static final Weather BAD = Weather.slow(Duration.ofMillis(100));

    private final Stage stage;
    private final int perSecond;

    /** @param perSecond events, on each of the two routes */
    Neighbours(Stage stage, int perSecond) {
        this.stage = stage;
        this.perSecond = perSecond;
    }

    /**
     * Within how many milliseconds 99 % of the events arrive: while all is well, while all is well once more, which tells how far
     * the figure moves by itself, and while the other route's target is slow.
     */
    record Outcome(double calm, double calmAgain, double slow) {

        double ratio() {
            return slow / calm;
        }

        @Override
        public String toString() {
            return "99 %% within %.1f ms, once more %.1f ms; beside a slow target %.1f ms: ratio %.2f, by itself %.2f"
                    .formatted(calm, calmAgain, slow, ratio(), calmAgain / calm);
        }
    }

    List<Outcome> watch(int times) throws IOException {
        Places quick = Places.of("neighbour-quick");
        Places slow = Places.of("neighbour-slow");
        Way.STRAIGHT.make(stage, QUICK, quick);
        Way.STRAIGHT.make(stage, SLOW, slow);
        List<Outcome> all = new ArrayList<>();
        try (ScratchFolder home = new ScratchFolder("neighbours")) {
            new WrittenHome(home.path())
                    .with("hub.yaml", stage.hubYaml(SLOW))
                    .with("routes/two.yaml", "routes:\n" + yaml("quick", QUICK, quick) + yaml("slow", SLOW, slow));
            try (Fleet fleet = new Fleet(home.path(), List.of());
                    Watch watch = new Watch(quick)) {
                fleet.awaitUp("quick");
                fleet.awaitUp("slow");
                SteadyLoad watched = SteadyLoad.stubborn(
                        new EventBook("quick", Way.KEYS, 1), watch::sender, Integer.MAX_VALUE, perSecond);
                SteadyLoad other = SteadyLoad.stubborn(
                        new EventBook("slow", Way.KEYS, 2),
                        () -> SLOW.from().probe(stage.brokers(), slow.in()),
                        Integer.MAX_VALUE,
                        perSecond);
                last(STRETCH);
                for (int i = 0; i < times; i++) {
                    all.add(outcome(watch));
                    System.out.println(all.get(i));
                }
                watched.end(STRETCH);
                other.end(STRETCH);
            }
        }
        return all;
    }

    private Outcome outcome(Watch watch) {
        double calm = watch.p99(STRETCH);
        double again = watch.p99(STRETCH);
        stage.network(SLOW.to()).weather(BAD);
        last(SETTLED);
        double slow = watch.p99(STRETCH);
        stage.network(SLOW.to()).weather(Weather.FAIR);
        last(SETTLED);
        return new Outcome(calm, again, slow);
    }

    private String yaml(String route, Direction direction, Places places) {
        return "  " + route + ":\n    from: " + direction.from().origin(places.in()) + "\n"
                + Way.STRAIGHT.yaml(stage, direction, places);
    }

    /** Takes the time of each event from when it is sent until it has arrived. */
    private final class Watch implements AutoCloseable {

        private final Map<Bytes, Long> sent = new ConcurrentHashMap<>();
        private final Queue<Long> latencies = new ConcurrentLinkedQueue<>();
        private final Places places;
        private final Follower follower;

        Watch(Places places) {
            this.places = places;
            this.follower = Follower.of(() -> QUICK.to().probe(stage.brokers(), places.out()), this::arrived);
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

        /** Of what arrives in so long, in milliseconds. */
        double p99(Duration stretch) {
            latencies.clear();
            last(stretch);
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
