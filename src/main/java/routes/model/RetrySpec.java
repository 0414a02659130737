package routes.model;

import static routes.model.InvalidValueException.require;

import java.time.Duration;
import routes.model.format.Default;
import routes.model.format.Doc;
import routes.model.format.Rule;

/** How often, and after which pauses, a refused delivery is retried before the event becomes a dead letter. */
@Doc("How deliveries that a target refused are retried. An outage does not count: the route holds its events and"
        + " keeps trying.")
public record RetrySpec(
        @Doc("The total number of attempts, the first one included.")
        @Default("5")
        @Rule.Range(least = 1, most = RetrySpec.MOST)
        int attempts,

        @Doc(
                value = "The first and the longest pause between attempts; each pause is twice as long as the one"
                        + " before.",
                example = "200ms..30s")
        @Default("200ms..30s")
        BackoffRange backoff,

        @Doc("The fraction of each pause that is random, from 0 to 1.") @Default("0.2") @Rule.Range(least = 0, most = 1)
        double jitter,

        @Doc("How long a target may refuse an event before the route reports that as a problem. It goes on retrying.")
        @Default("1m")
        Duration problemAfter) {

    static final int MOST = 1000;

    public RetrySpec {
        require(
                attempts >= 1 && attempts <= MOST,
                "attempts",
                "attempts must be from 1 to " + MOST + ", but is " + attempts);
        require(
                !problemAfter.isNegative() && !problemAfter.isZero(),
                "problemAfter",
                "problemAfter must be longer than 0, but is " + problemAfter.toMillis() + "ms");
        require(jitter >= 0 && jitter <= 1, "jitter", "jitter must be from 0 to 1, but is " + jitter);
    }
}
