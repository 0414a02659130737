/**
 * Amazon SQS: a source that keeps received messages hidden from other receivers until they are deleted ({@link
 * routes.connector.sqs.VisibilityKeeper}), and a target that sends in batches of up to ten. The running hub does not create queues.
 * Depends on {@code connector.aws}.
 */
package routes.connector.sqs;
