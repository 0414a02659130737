/**
 * WHAT IF it fails: outcomes, retry, dead letters, the acknowledgement.
 *
 * <p>{@link routes.delivery.DeliveryProcessor} is the last processor of every hub route. It follows each event of a batch as a
 * journey: into the queue of every target that gets it, if need be into the queue of the dead letter, and only then to the
 * acknowledgement. One {@code TargetQueue} per target keeps the order of keys, retries and holds; a {@code RetryPolicy}
 * says what a refusal means there.
 */
package routes.delivery;
