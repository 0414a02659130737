/**
 * Apache Kafka: a source that polls without waiting for deliveries and commits contiguously finished offsets ({@link
 * routes.connector.kafka.OffsetTracker}), and an idempotent target that keeps many sends in flight. Depends on {@code connector}.
 */
package routes.connector.kafka;
