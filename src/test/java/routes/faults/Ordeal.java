package routes.faults;

import routes.brokers.Direction;
import routes.brokers.EventBook;
import routes.brokers.HubProcess;
import routes.brokers.KafkaProbe;
import routes.brokers.Probe;
import routes.brokers.ScratchFolder;
import routes.brokers.SteadyLoad;
import routes.brokers.WrittenHome;












import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;

/** One fault in one direction, several times with one hub. Each trial has a route and places of its own. */
final class Ordeal {

    /** The bound of each route: small, so that a fault finds much waiting behind it. */
    static final int IN_FLIGHT = 200;

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Longer than the hub takes to look anew how much waits at a source. */
    private static final Duration LAST_WORD = Duration.ofSeconds(15);

    private final Stage stage;
    private final Fault fault;
    private final Direction direction;
    private final Way way;
    private final Load load;
    private final String name;

    /** How many events in each trial, and how many in a second at most. */
    record Load(int events, int perSecond) {

        /** At a pace at which they are not over before the fault is. */
        int perSecond(Duration lasting) {
            return lasting.isZero() ? perSecond : (int) Math.min(perSecond, events / lasting.toSeconds());
        }
    }

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
        List<String> routes =
                IntStream.range(0, trials).mapToObj(i -> name + "-" + i).toList();
        routes.forEach(route -> way.make(stage, direction, Places.of(route)));
        List<Trial> all = new ArrayList<>();
        try (ScratchFolder home = new ScratchFolder("faults")) {
            write(home.path(), routes);
            try (Fleet fleet = new Fleet(home.path(), options)) {
                for (int i = 0; i < trials; i++) {
                    Trial trial = trial(fleet, routes.get(i), seed + i);
                    told.accept(trial);
                    all.add(trial);
                }
            }
        }
        return all;
    }

    private void write(Path home, List<String> routes) {
        new WrittenHome(home)
                .with("hub.yaml", stage.hubYaml(direction))
                .with(
                        "routes/trials.yaml",
                        routes.stream().map(this::yaml).collect(Collectors.joining("", "routes:\n", "")));
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
    private Trial trial(Fleet fleet, String route, long seed) {
        fleet.awaitUp(route);
        Places places = Places.of(route);
        EventBook book = new EventBook(route + "-" + seed, Way.KEYS, seed);
        int moment = moment(seed);
        SteadyLoad sender = SteadyLoad.stubborn(
                book,
                () -> direction.from().probe(stage.brokers(), places.in()),
                load.events(),
                load.perSecond(fault.lasting()));
        try (Intake intake = new Intake(book, () -> target(places), () -> graveyard(places))) {
            awaitFlow(fleet, route, sender);
            await("the moment to strike")
                    .atMost(PATIENCE.plus(fault.lasting()))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> sender.sent() >= moment);
            int sent = sender.sent();
            Fault.Struck struck = fault.strike(new Fault.Scene(stage, fleet, direction, route, sender, intake));
            Duration recovered = recovery(fleet, route, struck.since());
            sender.awaitEnd(PATIENCE.multipliedBy(2).plus(fault.lasting()));
            intake.open();
            awaitAll(fleet, route, intake);
            return new Trial(
                    fault,
                    direction,
                    seed,
                    load.events(),
                    sent,
                    book.doubtful(),
                    struck,
                    recovered,
                    (int) intake.letters().stream()
                            .filter(fault.dying().negate())
                            .count(),
                    intake.findings());
        }
    }

    /** A source may take a while to get its first event: the load is not to be over by then. */
    private static void awaitFlow(Fleet fleet, String route, SteadyLoad sender) {
        await("the first events to be sent").atMost(PATIENCE).until(() -> sender.sent() > 0);
        sender.hold();
        await("the first event to end")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> fleet.ended(route) > 0);
        sender.goOn();
    }

    /** Where the load has to last, there must be enough of it left. */
    private int moment(long seed) {
        int earliest = load.events() / (fault.lasting().isZero() ? 5 : 20);
        return earliest
                + new Random(seed).nextInt(load.events() / (fault.lasting().isZero() ? 2 : 20));
    }

    private Probe target(Places places) {
        Probe out = direction.to().probe(stage.brokers(), places.out());
        return way == Way.BURIED ? new Exhumed(out) : out;
    }

    private Probe graveyard(Places places) {
        return new KafkaProbe(stage.brokers().kafka().bootstrap(), places.dead());
    }

    /** Until all has arrived, or nothing more comes from a hub that has nothing left to do. */
    private static void awaitAll(Fleet fleet, String route, Intake intake) {
        try {
            await("every event of the book")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> intake.isComplete() || intake.quietFor(LAST_WORD) && fleet.isDone(route));
            await("quiet").atMost(PATIENCE).until(() -> intake.quietFor(Duration.ofSeconds(1)));
        } catch (ConditionTimeoutException e) {
            // The findings say what is missing.
        }
    }

    /** Until another event has ended, or all have. */
    private static Duration recovery(Fleet fleet, String route, long since) {
        double before = fleet.ended(route);
        await("the hub to go on")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> fleet.ended(route) > before || fleet.isDone(route));
        return Duration.ofNanos(System.nanoTime() - since);
    }
}
