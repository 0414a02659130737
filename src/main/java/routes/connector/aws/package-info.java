/**
 * Amazon SQS and SNS, on the AWS SDK's own clients.
 *
 * <p>A {@link routes.connector.aws.SqsSource} keeps what it has taken hidden in its {@link routes.connector.aws.VisibilityKeeper} until it
 * is deleted. Targets write each event as a {@link routes.connector.aws.AwsMessage} and send letters in calls of ten at most, whose
 * entries are answered each on its own. {@link routes.connector.aws.AwsMessageCodec} translates in both directions. The hub makes
 * no queue and no topic.
 */
package routes.connector.aws;
