/**
 * Amazon SQS and SNS, on the AWS SDK's own clients.
 *
 * <p>A {@link routes.broker.aws.SqsSource} keeps what it has taken hidden in its {@link routes.broker.aws.SqsHolding} until it
 * is deleted. Targets write each event as a {@link routes.broker.aws.Letter} and send letters in calls of ten at most, whose
 * entries are answered each on its own. {@link routes.broker.aws.AwsTranslation} translates in both directions. The hub makes
 * no queue and no topic.
 */
package routes.broker.aws;
