/**
 * Amazon SQS: a source that keeps what it has received invisible to others until it is deleted ({@link
 * routes.connector.sqs.VisibilityKeeper}), and a target that sends by tens. The hub makes no queue. Knows {@code connector.aws}.
 */
package routes.connector.sqs;
