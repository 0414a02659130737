package routes.delivery;

import java.time.Instant;
import routes.event.Failure;
import routes.event.ReceivedEvent;

/**
 * An event that could not be delivered, and why.
 *
 * @param attempts deliveries that a target refused; 0 where it came to none
 */
record DeadLetter(ReceivedEvent received, Failure failure, int attempts, Instant firstFailure, Instant lastFailure) {}
