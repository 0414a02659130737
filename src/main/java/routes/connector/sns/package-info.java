/**
 * Amazon SNS as a target: publishes in batches of up to ten to a standard or FIFO topic. The running hub does not create topics.
 * Depends on {@code connector.aws}.
 */
package routes.connector.sns;
