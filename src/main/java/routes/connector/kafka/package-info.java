/**
 * Apache Kafka: a source that polls without waiting for deliveries and commits what is contiguously finished ({@link
 * routes.connector.kafka.OffsetTracker}), and an idempotent target that keeps many sends in flight. Knows what connectors share.
 */
package routes.connector.kafka;
