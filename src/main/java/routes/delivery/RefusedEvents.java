package routes.delivery;

import java.time.Instant;

/**
 * The events that a target has been refusing for too long. Immutable.
 *
 * @param oldest the one that was refused first
 * @param count the number of all of them
 */
public record RefusedEvents(Oldest oldest, int count) {

    /**
     * One of them.
     *
     * @param since the time of the first refusal
     * @param attempts the number of refusals
     */
    public record Oldest(String position, String target, Instant since, int attempts, String lastAnswer) {}
}
