package routes.connector;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Component;
import org.apache.camel.support.DefaultEndpoint;
import routes.event.Readiness;
import routes.support.ResourceExhaustion;

/**
 * An endpoint of a broker, such as a queue or topic. Connects only when a consumer or producer starts, or a check is
 * requested.
 */
public abstract class HubEndpoint extends DefaultEndpoint {

    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(15);

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
            ResourceExhaustion.endIfOutOfMemory(e);
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

    /**
     * Asks whether the system at the other end answers at all. What it says about this endpoint does not matter: the answer
     * holds for all endpoints of the connection. As cheap as possible, and does not block.
     */
    public abstract CompletableFuture<Readiness> reach();

    /** How often to look whether the system at the other end answers, while no event goes there. */
    public Duration lookInterval() {
        return LOOK_INTERVAL;
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
