package routes.connector.aws;

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
import routes.event.PendingSend;
import routes.event.SendError;

/**
 * Gathers sends into calls of up to ten messages, keeps several calls in flight, and answers each send individually.
 *
 * <p>If a few calls are in flight, another one is started only when it is full, since the next answer will soon free a call.
 * Messages of the same FIFO group are never in two calls at once. Thread-safe.
 */
public final class BatchSender {

    private static final int MOST_IN_CALL = 10;
    private static final int FEW_CALLS = 4;
    private static final int MOST_CALLS = 16;

    private final BatchCall call;
    private final AwsErrors fault;
    private final Deque<Sending> waiting = new ArrayDeque<>();
    private final Set<String> busyGroups = new HashSet<>();
    private final AtomicInteger pumps = new AtomicInteger();
    private int calls;

    public BatchSender(BatchCall call, AwsErrors fault) {
        this.call = call;
        this.fault = fault;
    }

    /** One call to the service. */
    public interface BatchCall {
        /** The result for each message, in order: empty, or why it was refused. Fails if the whole call failed. */
        CompletableFuture<List<Optional<SendError>>> send(List<AwsMessage> letters);
    }

    /** A send and its message. */
    public record Sending(PendingSend send, AwsMessage letter) {}

    /** @param mostBytes the most bytes of one call; a larger message is sent alone */
    public void send(List<Sending> sendings, int mostBytes) {
        synchronized (this) {
            waiting.addAll(sendings);
        }
        pump(mostBytes);
    }

    /** Refuses all sends that are not in flight yet. */
    public void stop() {
        List<Sending> left;
        synchronized (this) {
            left = new ArrayList<>(waiting);
            waiting.clear();
        }
        left.forEach(sending -> sending.send().refused(SendError.outage("the target was stopped")));
    }

    /**
     * A call that completes immediately re-enters this method; only the outermost invocation continues, so that the stack
     * does not grow.
     */
    private void pump(int mostBytes) {
        if (pumps.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            for (List<Sending> next = next(mostBytes); !next.isEmpty(); next = next(mostBytes)) {
                start(next, mostBytes);
            }
            seen = pumps.addAndGet(-seen);
        } while (seen != 0);
    }

    private synchronized List<Sending> next(int mostBytes) {
        if (calls == MOST_CALLS || waiting.size() < MOST_IN_CALL && calls >= FEW_CALLS) {
            return List.of();
        }
        List<Sending> chosen = new ArrayList<>(MOST_IN_CALL);
        Set<String> groups = new HashSet<>();
        int bytes = 0;
        for (Iterator<Sending> all = waiting.iterator(); all.hasNext() && chosen.size() < MOST_IN_CALL; ) {
            Sending sending = all.next();
            Optional<String> group = sending.letter().fifo().map(AwsMessage.Fifo::group);
            if (group.filter(busyGroups::contains).isPresent()) {
                continue;
            }
            if (!chosen.isEmpty() && bytes + sending.letter().size() > mostBytes) {
                break;
            }
            bytes += sending.letter().size();
            group.ifPresent(groups::add);
            chosen.add(sending);
            all.remove();
        }
        if (!chosen.isEmpty()) {
            calls++;
            busyGroups.addAll(groups);
        }
        return chosen;
    }

    private void start(List<Sending> sendings, int mostBytes) {
        List<AwsMessage> letters = sendings.stream().map(Sending::letter).toList();
        AwsCalls.attempt(() -> call.send(letters)).whenComplete((answers, thrown) -> {
            if (thrown == null) {
                ended(sendings);
                answer(sendings, answers);
                pump(mostBytes);
                return;
            }
            SendError error = fault.refusal(thrown);
            if (error.kind() == SendError.Kind.PERMANENT && sendings.size() > 1) {
                alone(sendings, 0, mostBytes);
                return;
            }
            ended(sendings);
            sendings.forEach(sending -> sending.send().refused(error));
            pump(mostBytes);
        });
    }

    /** The service rejected a whole call: sends its messages one by one to find out which of them cause it. */
    private void alone(List<Sending> sendings, int at, int mostBytes) {
        if (at == sendings.size()) {
            ended(sendings);
            pump(mostBytes);
            return;
        }
        Sending sending = sendings.get(at);
        AwsCalls.attempt(() -> call.send(List.of(sending.letter()))).whenComplete((answers, thrown) -> {
            if (thrown == null) {
                answer(List.of(sending), answers);
            } else {
                sending.send().refused(fault.refusal(thrown));
            }
            alone(sendings, at + 1, mostBytes);
        });
    }

    private static void answer(List<Sending> sendings, List<Optional<SendError>> answers) {
        for (int at = 0; at < sendings.size(); at++) {
            PendingSend send = sendings.get(at).send();
            answers.get(at).ifPresentOrElse(send::refused, send::confirmed);
        }
    }

    private synchronized void ended(List<Sending> sendings) {
        calls--;
        sendings.forEach(
                sending -> sending.letter().fifo().map(AwsMessage.Fifo::group).ifPresent(busyGroups::remove));
    }
}
