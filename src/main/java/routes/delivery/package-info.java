/**
 * Delivers each event according to its routing decision, and acknowledges it only afterwards.
 *
 * <p>{@link routes.delivery.DeliveryProcessor} is the last processor of every hub route. Each event of a batch is added to the
 * queue of each of its targets. If a target gives it up, it is added to the queue of the dead letter target. It is acknowledged
 * at the end. Each target has one {@code TargetQueue}, which keeps the order of the events of each key, retries failed events,
 * and holds back events while the target is unavailable. A {@code RetryPolicy} defines the consequence of an error. This package
 * depends on {@code control}, {@code event}, {@code model} and {@code support}.
 */
package routes.delivery;
