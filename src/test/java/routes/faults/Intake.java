package routes.faults;

import routes.brokers.Audit;
import routes.brokers.EventBook;
import routes.brokers.Follower;
import routes.brokers.Probe;
import routes.event.Event;












import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Takes in what a trial's events have become: what is at the target, and the dead letters. */
final class Intake implements AutoCloseable {

    private final Audit audit;
    private final Supplier<Probe> target;
    private final Consumer<Event> delivered;
    private final List<Event> letters = new CopyOnWriteArrayList<>();
    private final Follower dead;
    private Optional<Follower> out = Optional.empty();

    /**
     * @param target a client of it
     * @param graveyard a client of where the dead letters are
     */
    Intake(EventBook book, Supplier<Probe> target, Supplier<Probe> graveyard) {
        this.audit = new Audit(book);
        this.target = target;
        this.delivered = audit.place();
        Consumer<Event> buried = audit.heap();
        this.dead = Follower.of(
                graveyard,
                more -> more.forEach(letter -> {
                    letters.add(letter);
                    buried.accept(Exhumed.exhumed(letter));
                }));
    }

    /** Begins to take from the target; a topic of Kafka from its beginning, so that what was taken before counts once more. */
    void open() {
        out = Optional.of(Follower.of(target, more -> more.forEach(delivered)));
    }

    /** Leaves the target alone, so that it can be taken away. */
    void shut() {
        out.ifPresent(Follower::close);
        out = Optional.empty();
    }

    boolean isComplete() {
        return audit.isComplete();
    }

    boolean quietFor(Duration quiet) {
        return dead.quietFor(quiet)
                && out.filter(follower -> !follower.quietFor(quiet)).isEmpty();
    }

    EventBook.Findings findings() {
        return audit.findings();
    }

    /** As they are. */
    List<Event> letters() {
        return List.copyOf(letters);
    }

    @Override
    public void close() {
        shut();
        dead.close();
    }
}
