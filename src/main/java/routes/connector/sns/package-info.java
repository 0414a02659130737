/**
 * Amazon SNS as a target: publishes by tens to a topic, standard or FIFO. The hub makes no topic. Knows {@code connector.aws}.
 */
package routes.connector.sns;
