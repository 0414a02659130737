package routes.connector;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Component;
import org.apache.camel.support.DefaultEndpoint;
import routes.event.Readiness;

/**
 * An endpoint of a broker, such as a queue or topic. Connects only when a consumer or producer starts, or a check is
 * requested.
 */
public abstract class HubEndpoint extends DefaultEndpoint {

    private final AtomicReference<Optional<CompletableFuture<Readiness>>> asked =
            new AtomicReference<>(Optional.empty());

    protected HubEndpoint(String uri, Component component) {
        super(uri, component);
    }

    /**
     * Asks the broker whether events can be received from, or delivered to, this endpoint. Changes nothing there and does not
     * block. If the broker does not answer, the result says so, normally after about ten seconds. It comes on a thread that must
     * not be blocked, and is exceptional only if the hub has a bug. Calls during a check share its result. Thread-safe.
     */
    public final CompletableFuture<Readiness> ask() {
        CompletableFuture<Readiness> answer = new CompletableFuture<>();
        Optional<CompletableFuture<Readiness>> mine = Optional.of(answer);
        Optional<CompletableFuture<Readiness>> earlier =
                asked.updateAndGet(before -> before.isPresent() ? before : mine);
        if (earlier.get() != answer) {
            return earlier.get();
        }
        CompletableFuture<Readiness> question;
        try {
            question = question();
        } catch (RuntimeException | Error e) {
            question = CompletableFuture.failedFuture(e);
        }
        question.whenComplete((readiness, thrown) -> {
            asked.set(Optional.empty());
            if (thrown == null) {
                answer.complete(readiness);
            } else {
                answer.completeExceptionally(thrown);
            }
        });
        return answer;
    }

    /**
     * Like {@link #ask}, and also checks the permissions of the hub's user. If only an attempt shows them, makes one that must
     * fail: it changes nothing, but the broker may log it.
     */
    public CompletableFuture<Readiness> askForRights() {
        return ask();
    }

    /** Like {@link #ask}, but waits for the answer. */
    public final Readiness check() {
        return ask().join();
    }

    /** The largest event that this endpoint can give or takes, as the last check saw it; empty if not known. Thread-safe. */
    public Optional<SizeLimit> sizeLimit() {
        return Optional.empty();
    }

    /** Starts the check without waiting. Checks of one connection must not delay checks of another one. */
    protected abstract CompletableFuture<Readiness> question();

    /**
     * Whether several events of the same key may be in flight at once, because the protocol guarantees that no later one is
     * stored after an earlier one has failed.
     */
    public boolean keepsOrderAcrossFailures() {
        return false;
    }
}
