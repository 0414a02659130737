package routes.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;
import routes.brokers.Collector;
import routes.brokers.Direction;
import routes.brokers.EventBook;
import routes.brokers.HubProcess;
import routes.brokers.KafkaProbe;
import routes.brokers.Probe;
import routes.brokers.WrittenHome;
import routes.event.Event;

/** One fault in one direction, several times with one hub. Each trial has a route and places of its own. */
final class Ordeal {

    /** The bound of each route: small, so that a fault finds much waiting behind it. */
    static final int IN_FLIGHT = 200;

    private static final int KEYS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Longer than the hub takes to look anew how much waits at a source. */
    private static final Duration LAST_WORD = Duration.ofSeconds(15);

    private final Stage stage;
    private final Fault fault;
    private final Direction direction;
    private final Way way;
    private final Load load;
    private final String name;

    /** How many events in each trial, and how many in a second. */
    record Load(int events, int perSecond) {}

    /** @param name by which its places differ from those of any other on this stage */
    Ordeal(Stage stage, Fault fault, Direction direction, Way way, Load load, String name) {
        this.stage = stage;
        this.fault = fault;
        this.direction = direction;
        this.way = way;
        this.load = load;
        this.name = name;
    }

    List<Trial> undergo(int trials, long seed, Consumer<Trial> told) throws IOException {
        return undergo(trials, seed, HubProcess.SHORT_LIVED, told);
    }

    /**
     * @param seed of the first trial; each later one has the next
     * @param options of the hub's JVM
     */
    List<Trial> undergo(int trials, long seed, List<String> options, Consumer<Trial> told) throws IOException {
        Path home = Files.createTempDirectory("faults-");
        List<String> routes =
                IntStream.range(0, trials).mapToObj(i -> name + "-" + i).toList();
        routes.forEach(route -> way.make(stage, direction, Places.of(route)));
        new WrittenHome(home)
                .with("hub.yaml", stage.hubYaml(direction))
                .with(
                        "routes/trials.yaml",
                        routes.stream().map(this::yaml).collect(Collectors.joining("", "routes:\n", "")));
        List<Trial> all = new ArrayList<>();
        try (HubProcess hub = HubProcess.start(home, options).awaitReady()) {
            for (int i = 0; i < trials; i++) {
                Trial trial = trial(hub, routes.get(i), seed + i);
                told.accept(trial);
                all.add(trial);
            }
        }
        return all;
    }

    private String yaml(String route) {
        return """
                  %s:
                    from: %s
                    inFlight: { events: %d }
                """.formatted(route, direction.from().origin(Places.of(route).in()), IN_FLIGHT)
                + way.yaml(stage, direction, Places.of(route));
    }

    /** The moment is a number of events that were sent, so that it is in the middle however fast the machine is. */
    private Trial trial(HubProcess hub, String route, long seed) {
        await(route)
                .atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(hub.metric("hub_route_up", "route", route)).hasValue(1));
        Places places = Places.of(route);
        EventBook book = new EventBook(route + "-" + seed, KEYS, seed);
        int moment = load.events() / 5 + new Random(seed).nextInt(load.events() / 2);
        StubbornLoad sender = StubbornLoad.start(
                book, () -> direction.from().probe(stage.brokers(), places.in()), load.events(), load.perSecond());
        await("the moment to strike")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> sender.sent() >= moment && ended(hub, route) > 0);
        int sent = sender.sent();
        Fault.Struck struck = fault.strike(new Fault.Scene(stage, hub, direction, route));
        Duration recovered = recovery(hub, route, struck.since());
        sender.awaitEnd(PATIENCE.multipliedBy(2));
        List<Event> dead = new ArrayList<>();
        EventBook.Findings findings = collected(hub, book, route, dead);
        return new Trial(
                fault,
                direction,
                seed,
                load.events(),
                sent,
                book.doubtful(),
                struck,
                recovered,
                unforeseen(dead),
                findings);
    }

    /** Where a binding is taken away, what comes after is a dead letter; else there are to be none. */
    private int unforeseen(List<Event> dead) {
        return way == Way.BOUND ? 0 : dead.size();
    }

    /** Until all has arrived, or nothing more comes from a hub that has nothing left to do. */
    private EventBook.Findings collected(HubProcess hub, EventBook book, String route, List<Event> dead) {
        Places places = Places.of(route);
        Probe out = direction.to().probe(stage.brokers(), places.out());
        Probe buried = new KafkaProbe(stage.brokers().kafka().bootstrap(), places.dead());
        try (Collector delivered = Collector.at(way == Way.BURIED ? new Exhumed(out) : out);
                Collector letters = Collector.at(new Exhumed(buried))) {
            try {
                await("every event of the book")
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(200))
                        .until(() -> book.check(both(delivered, letters))
                                        .missing()
                                        .isEmpty()
                                || delivered.quietFor(LAST_WORD) && letters.quietFor(LAST_WORD) && isDone(hub, route));
                delivered.awaitQuiet(Duration.ofSeconds(1));
            } catch (ConditionTimeoutException e) {
                // The findings say what is missing.
            }
            dead.addAll(letters.events());
            return book.check(both(delivered, letters));
        }
    }

    private static List<Event> both(Collector delivered, Collector letters) {
        List<Event> all = new ArrayList<>(delivered.events());
        all.addAll(letters.events());
        return all;
    }

    /** Until another event has ended, or all have. */
    private Duration recovery(HubProcess hub, String route, long since) {
        double before = ended(hub, route);
        await("the hub to go on")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> ended(hub, route) > before || isDone(hub, route));
        return Duration.ofNanos(System.nanoTime() - since);
    }

    private static boolean isDone(HubProcess hub, String route) {
        return hub.metric("hub_source_lag", "route", route).orElse(1) == 0
                && hub.metric("hub_events_in_flight", "route", route).orElse(1) == 0;
    }

    private static double ended(HubProcess hub, String route) {
        return hub.metric("hub_events_total", "route", route).orElse(0);
    }
}
