package routes.delivery;

import java.time.Instant;
import routes.event.Failure;
import routes.event.Passage;

/**
 * An event that could not be delivered, and why.
 *
 * @param attempts deliveries that a target refused; 0 where it came to none
 */
record DeadLetter(Passage passage, Failure failure, int attempts, Instant firstFailure, Instant lastFailure) {}
