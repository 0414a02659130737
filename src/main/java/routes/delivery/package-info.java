/**
 * Delivers each event as its routing decision says, and acknowledges it only afterwards.
 *
 * <p>{@link routes.delivery.DeliveryProcessor} is the last processor of every hub route. Each event of a batch goes into the
 * queue of every target that gets it, if need be into the queue of the dead letter target, and only then to the acknowledgement.
 * One {@code TargetQueue} for each target keeps the order of keys, retries, and holds its events while the target is
 * unavailable; a {@code RetryPolicy} says what an error means there. Knows {@code event}, {@code model} and {@code support}.
 */
package routes.delivery;
