package routes.control;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import routes.model.DeadLetterReason;

/**
 * Shows what a route would do with an event, without any side effect. Implementations are thread-safe. All methods throw
 * {@link OperationRejectedException}.
 */
public interface RouteSimulation {

    /**
     * A sample event.
     *
     * @param body the body as text
     * @param base64 the body in base64, in place of {@code body}, if it is not text
     */
    record Sample(Optional<String> body, Optional<String> base64, Optional<String> key, Map<String, String> headers) {}

    /**
     * The result of a simulation.
     *
     * @param steps the steps and predicates that the event passed, in this order
     * @param end {@code delivered}, {@code filtered} or {@code dead_lettered}
     */
    record Outcome(List<Stop> steps, String end, List<Sent> sent, Optional<Fault> fault) {}

    /**
     * What one step or predicate did.
     *
     * @param at its path in the route, such as {@code steps[0].validate} or {@code choose[1].when}
     * @param result {@code passed}, {@code changed}, {@code filtered} or {@code taken}; for a predicate {@code true} or
     *     {@code false}
     * @param body the body after the step, if the step changed it
     */
    record Stop(String at, String result, Optional<Content> body) {}

    /** The message that a target would receive. */
    record Sent(
            String target,
            Optional<String> routingKey,
            Optional<Content> key,
            List<SentHeader> headers,
            Content body) {}

    /** A header of the message that a target would receive. */
    record SentHeader(String name, Content value) {}

    /** The dead letter that the event would become: its target, the reason, and the path of the step that failed. */
    record Fault(String target, DeadLetterReason reason, String at, String detail) {}

    /**
     * A body or value: as text if it is UTF-8, otherwise in base64; {@code absent} if there is none, as in a Kafka tombstone.
     */
    record Content(Optional<String> text, Optional<String> base64, boolean absent) {}

    /** Simulates a route of HUB_HOME, as it is currently written. */
    Outcome simulate(String route, Sample sample);

    /** Simulates a route that is not in HUB_HOME. {@code text} is the YAML that would stand under its name. */
    Outcome simulateText(String text, Sample sample);
}
