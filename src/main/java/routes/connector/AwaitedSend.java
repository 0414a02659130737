package routes.connector;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import routes.event.Event;
import routes.event.OutboundMessage;
import routes.event.PendingSend;
import routes.event.SendError;

/** The send of a single event, for whose answer the caller waits. Thread-safe. */
public final class AwaitedSend implements PendingSend {

    private final String id = UUID.randomUUID().toString();
    private final OutboundMessage message;
    private final CompletableFuture<Optional<SendError>> answer = new CompletableFuture<>();

    public AwaitedSend(Event event) {
        this.message = new OutboundMessage(event, Map.of());
    }

    @Override
    public OutboundMessage message() {
        return message;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void confirmed(Optional<Event> reply) {
        answer.complete(Optional.empty());
    }

    @Override
    public void refused(SendError error) {
        answer.complete(Optional.of(error));
    }

    /** @throws ConnectorException if the event was refused, or if there is no answer in time */
    public void await(Duration atMost) {
        try {
            Optional<SendError> error = answer.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            if (error.isPresent()) {
                throw new ConnectorException(error.get().detail());
            }
        } catch (TimeoutException e) {
            throw new ConnectorException(
                    "no confirmation within " + atMost.toSeconds() + " s; whether the event is there is not known", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectorException("interrupted before the event was confirmed", e);
        }
    }
}
