/** Apache Kafka: a source that tracks and commits what is contiguously finished, a target that keeps many sends in flight. */
package routes.connector.kafka;
