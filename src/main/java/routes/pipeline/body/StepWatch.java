package routes.pipeline.body;

import java.util.function.Supplier;

/**
 * Watches a thread while the steps of a route work on the events of a batch: other threads can see at which step it is, and end
 * the evaluation. Evaluators that may take long call {@link #check} again and again.
 *
 * <p>The watch of a thread is bound to it, since evaluators of libraries have no parameter for it. All methods but {@link
 * #watching}, {@link #begin}, {@link #enter} and {@link #check} are called by other threads. Thread-safe.
 */
public final class StepWatch {

    private static final ThreadLocal<StepWatch> OF_THREAD = new ThreadLocal<>();

    /** For evaluations that nobody watches, as in a simulation. */
    private static final StepWatch NOBODY = new StepWatch(false);

    private final boolean watched;
    private volatile int event = -1;
    private volatile String at = "";
    private volatile long sinceNanos;
    private volatile int ended = -1;

    public StepWatch() {
        this(true);
    }

    private StepWatch(boolean watched) {
        this.watched = watched;
    }

    /** Ends an evaluation. Not an exception, since libraries catch those and report them as faults of their own. */
    public static final class EvaluationEnded extends Error {
        private EvaluationEnded() {
            super("an operator has ended the evaluation", null, false, false);
        }
    }

    /** Does work that is watched, on the calling thread. */
    public <T> T watching(Supplier<T> work) {
        OF_THREAD.set(this);
        try {
            return work.get();
        } finally {
            OF_THREAD.remove();
        }
    }

    /** The watch of the calling thread. */
    public static StepWatch ofThread() {
        StepWatch watch = OF_THREAD.get();
        return watch == null ? NOBODY : watch;
    }

    /** The steps begin to work on this event. */
    public void begin(int index) {
        at = "";
        sinceNanos = System.nanoTime();
        event = index;
    }

    /** The step at this path begins. */
    public void enter(String path) {
        if (watched) {
            at = path;
        }
    }

    /** Ends the evaluation if another thread has asked for it. */
    public void check() {
        if (watched && ended == event) {
            throw new EvaluationEnded();
        }
    }

    /** The index of the event that the steps work on; negative before the first. */
    public int event() {
        return event;
    }

    /** The path of the step that works on it. */
    public String at() {
        return at;
    }

    /** The {@link System#nanoTime()} at which the steps began with it. */
    public long sinceNanos() {
        return sinceNanos;
    }

    /** Ends the evaluation for this event. Has no effect if the steps work on another one. */
    public void end(int index) {
        if (index == event) {
            ended = index;
        }
    }
}
