package routes.faults;

import routes.brokers.Direction;
import routes.brokers.EventBook;
import routes.brokers.KafkaProbe;
import routes.brokers.SteadyLoad;












import java.time.Duration;
import java.util.Optional;

/** One route of a soak, from who sends to who receives. */
final class Lane implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Stage stage;
    private final Direction direction;
    private final EventBook book;
    private final Intake intake;
    private Optional<SteadyLoad> load = Optional.empty();

    Lane(Stage stage, Direction direction) {
        this.stage = stage;
        this.direction = direction;
        this.book = new EventBook(route(), Way.KEYS, 1);
        this.intake = new Intake(
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

    private Places places() {
        return Places.of(route());
    }

    void make() {
        Way.STRAIGHT.make(stage, direction, places());
    }

    String yaml() {
        return "  " + route() + ":\n    from: " + direction.from().origin(places().in()) + "\n"
                + Way.STRAIGHT.yaml(stage, direction, places());
    }

    void begin(int perSecond) {
        intake.open();
        load = Optional.of(SteadyLoad.stubborn(
                book, () -> direction.from().probe(stage.brokers(), places().in()), Integer.MAX_VALUE, perSecond));
    }

    void end() {
        load.ifPresent(sending -> sending.end(PATIENCE));
    }

    Fault.Scene scene(Fleet fleet) {
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
        EventBook.Findings found = intake.findings();
        return found.allIsThere()
                && (found.outOfOrder().isEmpty() || !direction.keepsOrder())
                && intake.letters().isEmpty();
    }

    @Override
    public String toString() {
        EventBook.Findings found = intake.findings();
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
