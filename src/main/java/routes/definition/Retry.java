package routes.definition;

import static routes.definition.Invalid.require;

/** How often, and after what pauses, a refused delivery is tried again before the event becomes a dead letter. */
@Doc("How a delivery that a target refused is tried again. An outage is not counted: the route holds and keeps trying.")
public record Retry(
        @Doc("Attempts in all, the first included.") @Default("5")
        int attempts,

        @Doc(value = "The first and the longest pause; it doubles in between.", example = "200ms..30s")
        @Default("200ms..30s")
        Backoff backoff,

        @Doc("The part of a pause that is left to chance, from 0 to 1.") @Default("0.2")
        double jitter) {

    public Retry {
        require(attempts >= 1 && attempts <= 1000, "attempts", "attempts must be from 1 to 1000, but is " + attempts);
        require(jitter >= 0 && jitter <= 1, "jitter", "jitter must be from 0 to 1, but is " + jitter);
    }
}
