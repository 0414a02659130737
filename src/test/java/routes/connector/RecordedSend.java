package routes.connector;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Headers;
import routes.event.OutboundMessage;
import routes.event.PendingSend;
import routes.event.SendError;

/** A shipment that remembers its answer, and how often it was answered. */
public record RecordedSend(
        OutboundMessage message,
        Optional<Instant> time,
        CompletableFuture<Optional<SendError>> answer,
        AtomicInteger answers)
        implements PendingSend {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    public static RecordedSend of(Event event) {
        return of(event, Map.of());
    }

    public static RecordedSend of(Event event, Map<String, String> address) {
        return new RecordedSend(
                new OutboundMessage(event, address), Optional.empty(), new CompletableFuture<>(), new AtomicInteger());
    }

    /** @param time at which the event was created */
    public static RecordedSend of(Event event, Instant time) {
        return new RecordedSend(
                new OutboundMessage(event, Map.of()),
                Optional.of(time),
                new CompletableFuture<>(),
                new AtomicInteger());
    }

    public static RecordedSend of(String key, String body) {
        return of(new Event(Bytes.ofText(body), Bytes.ofText(key), Headers.none()));
    }

    public static RecordedSend of(String body) {
        return of(Event.of(Bytes.ofText(body).array()));
    }

    @Override
    public String id() {
        return "route/" + System.identityHashCode(answer);
    }

    @Override
    public void confirmed(Optional<Event> reply) {
        complete(Optional.empty());
    }

    @Override
    public void refused(SendError error) {
        complete(Optional.of(error));
    }

    private void complete(Optional<SendError> given) {
        answers.incrementAndGet();
        answer.complete(given);
    }

    public String body() {
        return message.event().body().toString();
    }

    public boolean isAnswered() {
        return answer.isDone();
    }

    /** The refusal, or nothing where the target confirmed; waits for the answer. */
    public Optional<SendError> refusal() {
        try {
            return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no answer for " + this, e);
        }
    }

    /** In words: {@code confirmed}, or the kind and the detail of the refusal; waits for the answer. */
    public String told() {
        return refusal().map(error -> error.kind() + " " + error.detail()).orElse("confirmed");
    }

    /** Without the body, which may be large. */
    @Override
    public String toString() {
        return "an event of " + message.event().body().length() + " bytes";
    }
}
