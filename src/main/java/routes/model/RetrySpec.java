package routes.model;

import static routes.model.InvalidValueException.require;

import routes.model.format.Default;
import routes.model.format.Doc;
import routes.model.format.Rule;

/** How often, and after what pauses, a refused delivery is tried again before the event becomes a dead letter. */
@Doc("How a delivery that a target refused is tried again. An outage is not counted: the route holds and keeps trying.")
public record RetrySpec(
        @Doc("Attempts in all, the first included.") @Default("5") @Rule.Range(least = 1, most = RetrySpec.MOST)
        int attempts,

        @Doc(value = "The first and the longest pause; it doubles in between.", example = "200ms..30s")
        @Default("200ms..30s")
        BackoffRange backoff,

        @Doc("The part of a pause that is left to chance, from 0 to 1.")
        @Default("0.2")
        @Rule.Range(least = 0, most = 1)
        double jitter) {

    static final int MOST = 1000;

    public RetrySpec {
        require(
                attempts >= 1 && attempts <= MOST,
                "attempts",
                "attempts must be from 1 to " + MOST + ", but is " + attempts);
        require(jitter >= 0 && jitter <= 1, "jitter", "jitter must be from 0 to 1, but is " + jitter);
    }
}
