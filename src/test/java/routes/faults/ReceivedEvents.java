package routes.faults;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import routes.event.Event;
import routes.testkit.DeliveryAudit;
import routes.testkit.EventLedger;
import routes.testkit.Probe;
import routes.testkit.ReconnectingConsumer;

/** Takes in what a trial's events have become: what is at the target, and the dead letters. */
final class ReceivedEvents implements AutoCloseable {

    private final DeliveryAudit audit;
    private final Supplier<Probe> target;
    private final Consumer<Event> delivered;
    private final List<Event> letters = new CopyOnWriteArrayList<>();
    private final ReconnectingConsumer dead;
    private Optional<ReconnectingConsumer> out = Optional.empty();

    /**
     * @param target a client of it
     * @param graveyard a client of where the dead letters are
     */
    ReceivedEvents(EventLedger book, Supplier<Probe> target, Supplier<Probe> graveyard) {
        this.audit = new DeliveryAudit(book);
        this.target = target;
        this.delivered = audit.place();
        Consumer<Event> buried = audit.heap();
        this.dead = ReconnectingConsumer.of(
                graveyard,
                more -> more.forEach(letter -> {
                    letters.add(letter);
                    buried.accept(DeadLetterReader.exhumed(letter));
                }));
    }

    /** Begins to take from the target; a topic of Kafka from its beginning, so that what was taken before counts once more. */
    void open() {
        out = Optional.of(ReconnectingConsumer.of(target, more -> more.forEach(delivered)));
    }

    /** Leaves the target alone, so that it can be taken away. */
    void shut() {
        out.ifPresent(ReconnectingConsumer::close);
        out = Optional.empty();
    }

    boolean isComplete() {
        return audit.isComplete();
    }

    boolean quietFor(Duration quiet) {
        return dead.quietFor(quiet)
                && out.filter(follower -> !follower.quietFor(quiet)).isEmpty();
    }

    EventLedger.Findings findings() {
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
