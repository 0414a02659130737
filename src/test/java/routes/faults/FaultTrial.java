package routes.faults;

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
import routes.testkit.Direction;
import routes.testkit.EventLedger;
import routes.testkit.HubProcess;
import routes.testkit.KafkaProbe;
import routes.testkit.Probe;
import routes.testkit.ScratchFolder;
import routes.testkit.SteadyLoad;
import routes.testkit.TestHome;

/** One fault in one direction, several times with one hub. Each trial has a route and places of its own. */
final class FaultTrial {

    /** The bound of each route: small, so that a fault finds much waiting behind it. */
    static final int IN_FLIGHT = 200;

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Less than the 60 s that a route has by default, which a trial would wait for. */
    private static final Duration GIVEN_AGAIN = Duration.ofSeconds(20);

    /** Longer than what the hub has sent needs to arrive. */
    private static final Duration LAST_WORD = Duration.ofSeconds(2);

    private final FaultEnvironment stage;
    private final Fault fault;
    private final Direction direction;
    private final TrialLoad way;
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
    FaultTrial(FaultEnvironment stage, Fault fault, Direction direction, TrialLoad way, Load load, String name) {
        this.stage = stage;
        this.fault = fault;
        this.direction = direction;
        this.way = way;
        this.load = load;
        this.name = name;
    }

    List<TrialResult> undergo(int trials, long seed, Consumer<TrialResult> told) throws IOException {
        return undergo(trials, seed, HubProcess.SHORT_LIVED, told);
    }

    /**
     * @param seed of the first trial; each later one has the next
     * @param options of the hub's JVM
     */
    List<TrialResult> undergo(int trials, long seed, List<String> options, Consumer<TrialResult> told)
            throws IOException {
        List<String> routes =
                IntStream.range(0, trials).mapToObj(i -> name + "-" + i).toList();
        routes.forEach(route -> way.make(stage, direction, TrialEndpoints.of(route)));
        List<TrialResult> all = new ArrayList<>();
        try (ScratchFolder home = new ScratchFolder("faults")) {
            write(home.path(), routes);
            try (Replicas fleet = new Replicas(home.path(), options)) {
                for (int i = 0; i < trials; i++) {
                    TrialResult trial = trial(fleet, routes.get(i), seed + i);
                    told.accept(trial);
                    all.add(trial);
                }
            }
        }
        return all;
    }

    private void write(Path home, List<String> routes) {
        new TestHome(home)
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
                """.formatted(
                        route, direction.from().origin(TrialEndpoints.of(route).in(), GIVEN_AGAIN), IN_FLIGHT)
                + way.yaml(stage, direction, TrialEndpoints.of(route));
    }

    /** The moment is a number of events that were sent, so that it is in the middle however fast the machine is. */
    private TrialResult trial(Replicas fleet, String route, long seed) {
        fleet.awaitUp(route);
        TrialEndpoints places = TrialEndpoints.of(route);
        EventLedger book = new EventLedger(route + "-" + seed, TrialLoad.KEYS, seed);
        int moment = moment(seed);
        SteadyLoad sender = SteadyLoad.stubborn(
                book,
                () -> direction.from().probe(stage.brokers(), places.in()),
                load.events(),
                load.perSecond(fault.lasting()));
        try (ReceivedEvents intake = new ReceivedEvents(book, () -> target(places), () -> graveyard(places))) {
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
            awaitAll(fleet, route, places, intake);
            return new TrialResult(
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
    private static void awaitFlow(Replicas fleet, String route, SteadyLoad sender) {
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

    private Probe target(TrialEndpoints places) {
        Probe out = direction.to().probe(stage.brokers(), places.out());
        return way == TrialLoad.BURIED ? new DeadLetterReader(out) : out;
    }

    private Probe graveyard(TrialEndpoints places) {
        return new KafkaProbe(stage.brokers().kafka().bootstrap(), places.dead());
    }

    /** Until all has arrived, or what is missing never will: neither the source nor the hub has anything left. */
    private void awaitAll(Replicas fleet, String route, TrialEndpoints places, ReceivedEvents intake) {
        try {
            await("every event of the book")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> intake.isComplete()
                            || intake.quietFor(LAST_WORD)
                                    && fleet.isDone(route)
                                    && direction.from().unacknowledged(stage.brokers(), places.in(), route) == 0);
            await("quiet").atMost(PATIENCE).until(() -> intake.quietFor(Duration.ofSeconds(1)));
        } catch (ConditionTimeoutException e) {
            // The findings say what is missing.
        }
    }

    /** Until another event has ended, or all have. */
    private static Duration recovery(Replicas fleet, String route, long since) {
        double before = fleet.ended(route);
        await("the hub to go on")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> fleet.ended(route) > before || fleet.isDone(route));
        return Duration.ofNanos(System.nanoTime() - since);
    }
}
