package routes.support;

import java.time.Duration;

/** Pauses between attempts: the first, then doubled each time, up to the longest. Not thread-safe. */
public final class Backoff {

    private final Duration first;
    private final Duration longest;
    private Duration next;

    public Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    /** The pause before the next attempt. */
    public Duration next() {
        Duration pause = next;
        Duration doubled = pause.multipliedBy(2);
        next = doubled.compareTo(longest) < 0 ? doubled : longest;
        return pause;
    }

    /** An attempt went well: the next pause is the first again. */
    public void reset() {
        next = first;
    }
}
