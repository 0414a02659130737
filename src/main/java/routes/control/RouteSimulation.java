package routes.control;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import routes.model.DeadLetterReason;

/**
 * Shows what a route would do with an event, without doing it. Implementations are thread-safe. All methods throw {@link OperationRejectedException}.
 */
public interface RouteSimulation {

    /**
     * An event that may be.
     *
     * @param body as text; {@code base64} in its place where it is not
     */
    record Sample(Optional<String> body, Optional<String> base64, Optional<String> key, Map<String, String> headers) {}

    /**
     * What happens to it.
     *
     * @param steps what happens on the way, in this order
     * @param end {@code delivered}, {@code filtered} or {@code dead_lettered}
     */
    record Outcome(List<Stop> steps, String end, List<Sent> sent, Optional<Fault> fault) {}

    /**
     * One thing that happens on the way.
     *
     * @param at as in {@code steps[0].validate} and {@code choose[1].when}
     * @param result {@code passed}, {@code changed}, {@code filtered}, {@code true} or {@code false} of a predicate, {@code taken}
     * @param body after it, where it was changed
     */
    record Stop(String at, String result, Optional<Content> body) {}

    /** What a target would get. */
    record Sent(
            String target,
            Optional<String> routingKey,
            Optional<Content> key,
            List<SentHeader> headers,
            Content body) {}

    /** A header of what a target would get. */
    record SentHeader(String name, Content value) {}

    /** The target that would get the event as a dead letter, why, and where that showed. */
    record Fault(String target, DeadLetterReason reason, String at, String detail) {}

    /** Bytes: as text where they are UTF-8, otherwise in base64; {@code absent} where there are none at all, as in a Kafka tombstone. */
    record Content(Optional<String> text, Optional<String> base64, boolean absent) {}

    /** By a route that HUB_HOME has, as it is written now. */
    Outcome simulate(String route, Sample sample);

    /** By a route that is written nowhere: {@code text} is what would stand under its name. */
    Outcome simulateText(String text, Sample sample);
}
