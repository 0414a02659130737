package routes.faults;

import java.time.Duration;
import java.util.Optional;
import routes.testkit.Direction;
import routes.testkit.EventLedger;
import routes.testkit.KafkaProbe;
import routes.testkit.SteadyLoad;

/** One route of a soak, from who sends to who receives. */
final class SoakRoute implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final FaultEnvironment stage;
    private final Direction direction;
    private final EventLedger book;
    private final ReceivedEvents intake;
    private Optional<SteadyLoad> load = Optional.empty();

    SoakRoute(FaultEnvironment stage, Direction direction) {
        this.stage = stage;
        this.direction = direction;
        this.book = new EventLedger(route(), TrialLoad.KEYS, 1);
        this.intake = new ReceivedEvents(
                book,
                () -> direction.to().probe(stage.brokers(), places().out()),
                () -> new KafkaProbe(stage.brokers().kafka().bootstrap(), places().dead()));
    }

    String route() {
        return "soak-" + direction.name();
    }

    Direction direction() {
        return direction;
    }

    private TrialEndpoints places() {
        return TrialEndpoints.of(route());
    }

    void make() {
        TrialLoad.STRAIGHT.make(stage, direction, places());
    }

    String yaml() {
        return "  " + route() + ":\n    from: " + direction.from().origin(places().in()) + "\n"
                + TrialLoad.STRAIGHT.yaml(stage, direction, places());
    }

    void begin(int perSecond) {
        intake.open();
        load = Optional.of(SteadyLoad.stubborn(
                book, () -> direction.from().probe(stage.brokers(), places().in()), Integer.MAX_VALUE, perSecond));
    }

    void end() {
        load.ifPresent(sending -> sending.end(PATIENCE));
    }

    Fault.Scene scene(Replicas fleet) {
        return new Fault.Scene(stage, fleet, direction, route(), load.orElseThrow(), intake);
    }

    boolean isComplete() {
        return intake.isComplete();
    }

    boolean quietFor(Duration quiet) {
        return intake.quietFor(quiet);
    }

    /** Whether all has arrived, unchanged and in order, and nothing is a dead letter. */
    boolean isClean() {
        EventLedger.Findings found = intake.findings();
        return found.allIsThere()
                && (found.outOfOrder().isEmpty() || !direction.keepsOrder())
                && intake.letters().isEmpty();
    }

    @Override
    public String toString() {
        EventLedger.Findings found = intake.findings();
        return "%s: %,d events (%d in doubt); lost %d, corrupt %d, unexpected %d, out of order %d, repeated %d, dead letters %d"
                .formatted(
                        direction,
                        book.size(),
                        book.doubtful(),
                        found.missing().size(),
                        found.changed(),
                        found.unexpected().size(),
                        direction.keepsOrder() ? found.outOfOrder().size() : 0,
                        found.duplicates().size(),
                        intake.letters().size());
    }

    @Override
    public void close() {
        intake.close();
    }
}
