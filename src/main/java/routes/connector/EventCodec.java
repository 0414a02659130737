package routes.connector;

import java.util.Optional;
import java.util.function.Function;
import routes.event.PendingSend;
import routes.event.SendError;
import routes.support.ResourceExhaustion;

/** Has one event made into a message of a target. */
public final class EventCodec {

    private EventCodec() {}

    /**
     * The message for this event. If the codec fails, it is refused for good and the result is empty: the failure concerns this
     * event alone, and must neither be taken for an outage nor have other events sent again.
     */
    public static <M> Optional<M> encode(PendingSend send, Function<PendingSend, M> codec) {
        try {
            return Optional.of(codec.apply(send));
        } catch (RuntimeException e) {
            if (ResourceExhaustion.isIn(e)) {
                throw e;
            }
            send.refused(SendError.permanent("the hub could not convert the event to a message of the target: " + e));
            return Optional.empty();
        }
    }
}
