package routes.connector.sqs;

import java.time.Duration;

/**
 * How a source takes from its queue.
 *
 * @param visibility how long SQS hides a message that was taken, extended for as long as the hub holds it
 * @param unwrapSns whether a notification of SNS becomes the message that was published
 * @param events taken and not yet finished, at most
 * @param bytes of their bodies, at most
 */
record SqsReceiveOptions(Duration visibility, boolean unwrapSns, int events, long bytes) {}
