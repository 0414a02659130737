package routes.broker.aws;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Headers;
import routes.event.Parcel;
import routes.event.Refusal;
import routes.event.Shipment;

/** A shipment that remembers its answer, and fails the test that answers it twice. */
record Sent(Parcel parcel, CompletableFuture<Optional<Refusal>> answer) implements Shipment {

    static Sent of(Event event) {
        return new Sent(Parcel.of(event), new CompletableFuture<>());
    }

    static Sent of(String key, String body) {
        return of(new Event(Bytes.ofText(body), Bytes.ofText(key), Headers.none()));
    }

    static Sent of(String body) {
        return of(Event.of(Bytes.ofText(body).array()));
    }

    @Override
    public void confirmed() {
        complete(Optional.empty());
    }

    @Override
    public void refused(Refusal refusal) {
        complete(Optional.of(refusal));
    }

    private void complete(Optional<Refusal> given) {
        if (!answer.complete(given)) {
            throw new AssertionError("answered twice");
        }
    }

    /** The refusal, or nothing where the target confirmed. */
    Optional<Refusal> refusal() throws Exception {
        return answer.get(Duration.ofSeconds(20).toSeconds(), TimeUnit.SECONDS);
    }
}
