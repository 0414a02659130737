package routes.pipeline;

import routes.event.Bytes;
import routes.event.Failure;

/**
 * Told what happens to an event while it is decided about, in order. Places are as in {@code steps[0].validate} and {@code
 * choose[1].when}.
 */
public interface PipelineTrace {

    /** Listens to nothing. */
    PipelineTrace NONE = new PipelineTrace() {};

    /** A step let the event go on. */
    default void passed(String at) {}

    /** A step let the event go on with another body. */
    default void changed(String at, Bytes body) {}

    /** A filter took the event out; the route is done with it. */
    default void filtered(String at) {}

    /** A branch was asked whether it fits. */
    default void asked(String at, boolean answer) {}

    /** The way that the event takes: {@code to}, {@code choose[0]} or {@code otherwise}. */
    default void taken(String way) {}

    /** The event goes no further. */
    default void failed(Failure failure) {}
}
