/**
 * Tries to lose events. A {@link routes.faults.Fault} strikes the hub or a broker in the middle of a {@link routes.faults.TrialResult},
 * and a book of every event that was sent tells afterwards what is missing, changed, repeated or out of order. Hub, Kafka and
 * RabbitMQ are processes of their own; between them and the hub lies a network that can be made bad.
 *
 * <p>{@link routes.faults.FaultSuite} is the command, {@code FaultsIT} a short selection that every change has to pass.
 */
package routes.faults;
