package routes.connector;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Endpoint;
import routes.event.PendingSend;
import routes.event.SendError;
import routes.support.ResourceExhaustion;

/**
 * A target whose service takes several messages in one call and answers each of them. Gathers messages into calls, keeps
 * several calls under way, and gives each message its own answer. A call that is refused for good as a whole is halved until
 * that is known of single messages. Thread-safe.
 *
 * <p>Calls fill up under load: beyond a few, only a full one is started, since the answer to one under way will soon bring
 * more. Messages of one group are never in two calls at once.
 *
 * @param <M> a message as the service takes it
 */
public abstract class BatchTarget<M> extends TargetProducer {

    private static final int FEW_CALLS = 4;
    private static final int MAX_CALLS = 16;

    private final int maxMessages;
    private final Deque<Item<M>> waiting = new ArrayDeque<>();
    private final Set<String> busyGroups = new HashSet<>();
    private final AtomicInteger pumps = new AtomicInteger();
    private int calls;

    /** @param maxMessages that one call may carry */
    protected BatchTarget(Endpoint endpoint, int maxMessages) {
        super(endpoint);
        this.maxMessages = maxMessages;
    }

    /** A send and the message that was made of it. */
    public record Item<M>(PendingSend send, M message) {}

    /** The bytes of a message, as the service counts them. */
    protected abstract int size(M message);

    /** The group within which messages keep their order; empty for a message that keeps none. */
    protected abstract Optional<String> group(M message);

    /** The bytes that one call may carry. A larger message goes alone. */
    protected abstract int maxCallBytes();

    /** One call: for each message, in their order, why it was refused. Fails where the whole call failed. */
    protected abstract CompletableFuture<List<Optional<SendError>>> call(List<M> messages);

    /** Why a whole call failed; permanent only where that is the fault of what was sent. */
    protected abstract SendError error(Throwable thrown);

    /** Whether a call that failed as a whole may have failed for what was sent, where {@link #error} cannot tell. */
    protected boolean mayBeOfTheRequest(Throwable thrown) {
        return false;
    }

    /** Whether the service works otherwise, so that such a call failed for what was sent. Never fails. */
    protected CompletableFuture<Boolean> works() {
        return CompletableFuture.completedFuture(false);
    }

    protected final void enqueue(List<Item<M>> items) {
        synchronized (this) {
            waiting.addAll(items);
        }
        pump();
    }

    /** Refuses what is not yet under way. */
    @Override
    protected void doStop() throws Exception {
        List<Item<M>> left;
        synchronized (this) {
            left = new ArrayList<>(waiting);
            waiting.clear();
        }
        left.forEach(item -> item.send().refused(SendError.outage("the target was stopped")));
        super.doStop();
    }

    /** A call that ends at once comes back in here from itself: the outermost goes on, so that the stack stays flat. */
    private void pump() {
        if (pumps.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            for (List<Item<M>> next = next(); !next.isEmpty(); next = next()) {
                start(next);
            }
            seen = pumps.addAndGet(-seen);
        } while (seen != 0);
    }

    private synchronized List<Item<M>> next() {
        if (calls == MAX_CALLS || waiting.size() < maxMessages && calls >= FEW_CALLS) {
            return List.of();
        }
        List<Item<M>> chosen = new ArrayList<>(maxMessages);
        Set<String> groups = new HashSet<>();
        int bytes = 0;
        for (Iterator<Item<M>> all = waiting.iterator(); all.hasNext() && chosen.size() < maxMessages; ) {
            Item<M> item = all.next();
            Optional<String> group = group(item.message());
            if (group.filter(busyGroups::contains).isPresent()) {
                continue;
            }
            if (!chosen.isEmpty() && bytes + size(item.message()) > maxCallBytes()) {
                break;
            }
            bytes += size(item.message());
            group.ifPresent(groups::add);
            chosen.add(item);
            all.remove();
        }
        if (!chosen.isEmpty()) {
            calls++;
            busyGroups.addAll(groups);
        }
        return chosen;
    }

    /** Whatever goes wrong while answers are read, every message gets one: none stays in flight for ever. */
    private void start(List<Item<M>> items) {
        sendCall(items).whenComplete((done, failed) -> {
            if (failed != null) {
                ResourceExhaustion.endIfOutOfMemory(failed);
                SendError error = SendError.outage("the answer of the service could not be read: " + failed);
                items.forEach(item -> item.send().refused(error));
            }
            ended(items);
            pump();
        });
    }

    /** Complete once each of these has its answer; one half after the other, so that a group keeps its order. */
    private CompletableFuture<?> sendCall(List<Item<M>> items) {
        return attempt(items.stream().map(Item::message).toList())
                .handle((answers, thrown) -> thrown == null ? answered(items, answers) : failed(items, thrown))
                .thenCompose(rest -> rest);
    }

    private CompletableFuture<List<Optional<SendError>>> attempt(List<M> messages) {
        try {
            return call(messages);
        } catch (RuntimeException | Error e) { // a client that is closed throws at once
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<?> answered(List<Item<M>> items, List<Optional<SendError>> answers) {
        if (answers.size() != items.size()) {
            throw new IllegalStateException(answers.size() + " answers for " + items.size() + " messages");
        }
        for (int at = 0; at < items.size(); at++) {
            PendingSend send = items.get(at).send();
            answers.get(at).ifPresentOrElse(send::refused, send::confirmed);
        }
        return CompletableFuture.completedFuture(items);
    }

    private CompletableFuture<?> failed(List<Item<M>> items, Throwable thrown) {
        ResourceExhaustion.endIfOutOfMemory(thrown);
        SendError error = error(thrown);
        if (error.kind() == SendError.Kind.OUTAGE && mayBeOfTheRequest(thrown)) {
            return works().thenCompose(works -> refused(items, works ? SendError.permanent(error.detail()) : error));
        }
        return refused(items, error);
    }

    private CompletableFuture<?> refused(List<Item<M>> items, SendError error) {
        if (error.kind() == SendError.Kind.PERMANENT && items.size() > 1) {
            int half = items.size() / 2;
            return sendCall(items.subList(0, half)).thenCompose(first -> sendCall(items.subList(half, items.size())));
        }
        items.forEach(item -> item.send().refused(error));
        return CompletableFuture.completedFuture(items);
    }

    private synchronized void ended(List<Item<M>> items) {
        calls--;
        items.forEach(item -> group(item.message()).ifPresent(busyGroups::remove));
    }
}
