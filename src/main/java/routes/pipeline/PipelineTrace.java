package routes.pipeline;

import routes.event.Bytes;
import routes.event.Failure;

/**
 * Receives the progress of an event through a pipeline, in order. The parameter {@code at} is the path of a step or predicate
 * in the route, such as {@code steps[0].validate} or {@code choose[1].when}. Not thread-safe: one for each event.
 */
public interface PipelineTrace {

    /** Ignores everything. */
    PipelineTrace NONE = new PipelineTrace() {};

    /** A step passed the event on. */
    default void passed(String at) {}

    /** A step passed the event on with a changed body. */
    default void changed(String at, Bytes body) {}

    /** A filter dropped the event. */
    default void filtered(String at) {}

    /** The predicate of a branch was evaluated. */
    default void evaluated(String at, boolean result) {}

    /** The event is delivered to the targets of {@code to}, of a branch such as {@code choose[0]}, or of {@code otherwise}. */
    default void taken(String at) {}

    /** The event cannot be processed. */
    default void failed(Failure failure) {}
}
