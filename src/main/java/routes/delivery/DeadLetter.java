package routes.delivery;

import routes.event.Failure;
import routes.event.ReceivedEvent;












import java.time.Instant;

/**
 * An event that could not be delivered, and why.
 *
 * @param attempts deliveries that a target refused; 0 where it came to none
 */
record DeadLetter(ReceivedEvent received, Failure failure, int attempts, Instant firstFailure, Instant lastFailure) {}
