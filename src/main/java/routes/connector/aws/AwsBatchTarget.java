package routes.connector.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.camel.Endpoint;
import routes.connector.BatchTarget;
import routes.connector.EventCodec;
import routes.event.PendingSend;
import routes.event.SendError;
import routes.model.Packing;

/**
 * What the targets of SQS and SNS share: calls of up to ten entries, which have their index as their id. Thread-safe.
 *
 * @param <E> an entry of a call
 */
public abstract class AwsBatchTarget<E> extends BatchTarget<AwsMessage> {

    private static final int MAX_ENTRIES = 10;

    private final AwsErrors errors;

    protected AwsBatchTarget(Endpoint endpoint, AwsErrors errors) {
        super(endpoint, MAX_ENTRIES);
        this.errors = errors;
    }

    protected final AwsErrors errors() {
        return errors;
    }

    /** Writes each event as a message of the service, and sends those that the service can take. */
    protected final void sendAll(
            List<PendingSend> sends, AwsMessageStyle style, int maxBytes, Function<AwsMessage, String> tooLarge) {
        List<Item<AwsMessage>> items = new ArrayList<>(sends.size());
        for (PendingSend send : sends) {
            EventCodec.encode(send, event -> AwsMessageCodec.encode(event, style))
                    .ifPresent(message -> refusal(message, style, maxBytes, tooLarge)
                            .ifPresentOrElse(send::refused, () -> items.add(new Item<>(send, message))));
        }
        enqueue(items);
    }

    /** Why the service cannot take the message. */
    private static Optional<SendError> refusal(
            AwsMessage message, AwsMessageStyle style, int maxBytes, Function<AwsMessage, String> tooLarge) {
        Optional<String> packed = style.packing() == Packing.NEVER ? AwsMessageCodec.packed(message) : Optional.empty();
        return packed.map(what -> SendError.permanent("the service cannot carry " + what
                        + "; 'pack: whenNeeded' in the target would send it in a notation of the hub"))
                .or(() -> message.size() > maxBytes
                        ? Optional.of(SendError.tooLarge(tooLarge.apply(message)))
                        : Optional.empty());
    }

    /** An entry of a call; the id is its index. */
    protected abstract E entry(String id, AwsMessage message);

    /** One call. For each entry that the service mentions, by its id, why it was refused. */
    protected abstract CompletableFuture<Map<String, Optional<SendError>>> callWith(List<E> entries);

    @Override
    protected final CompletableFuture<List<Optional<SendError>>> call(List<AwsMessage> messages) {
        List<E> entries = IntStream.range(0, messages.size())
                .mapToObj(at -> entry(String.valueOf(at), messages.get(at)))
                .toList();
        return callWith(entries).thenApply(answers -> BatchResults.inOrder(entries.size(), answers));
    }

    @Override
    protected final int size(AwsMessage message) {
        return message.size();
    }

    @Override
    protected final Optional<String> group(AwsMessage message) {
        return message.fifo().map(AwsMessage.Fifo::group);
    }

    /** Looks for the queue or topic, which the hub may be denied. */
    protected abstract CompletableFuture<Void> lookUp();

    @Override
    protected final boolean mayBeOfTheRequest(Throwable thrown) {
        return errors.mayBeOfTheRequest(thrown);
    }

    @Override
    protected final CompletableFuture<Boolean> works() {
        return AwsCalls.attempt(this::lookUp).handle((found, thrown) -> thrown == null || AwsErrors.isDenied(thrown));
    }

    @Override
    protected final SendError error(Throwable thrown) {
        return errors.refusal(thrown);
    }
}
