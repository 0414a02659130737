package routes.connector;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Component;
import org.apache.camel.support.DefaultEndpoint;
import routes.event.Readiness;

/** A place at a broker. Nothing is connected before a consumer or producer of it starts, or a check is asked for. */
public abstract class HubEndpoint extends DefaultEndpoint {

    private final AtomicReference<Optional<CompletableFuture<Readiness>>> asked =
            new AtomicReference<>(Optional.empty());

    protected HubEndpoint(String uri, Component component) {
        super(uri, component);
    }

    /**
     * Asks the broker whether events can be taken from here, or delivered here, and changes nothing there. Does not block.
     * Where the broker is silent the answer says so after some ten seconds. It comes on a thread that must not be kept, and
     * is a failure only where the hub itself has a mistake. Whoever asks while it is on its way gets the same. Thread-safe.
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
     * As {@link #ask}, and also whether the hub's user has the rights that it needs here, where only an attempt tells. The
     * attempt is one that must fail: it changes nothing, but the broker's log may have a line about it.
     */
    public CompletableFuture<Readiness> askForRights() {
        return ask();
    }

    /** {@link #ask}, waiting for the answer. */
    public final Readiness check() {
        return ask().join();
    }

    /** Puts the question to the broker, without waiting. What asks one connection must not delay who asks another. */
    protected abstract CompletableFuture<Readiness> question();

    /**
     * Whether several events of one key may be on their way at once, because the broker's protocol never lets a later one
     * arrive where an earlier one failed.
     */
    public boolean keepsOrderAcrossFailures() {
        return false;
    }
}
