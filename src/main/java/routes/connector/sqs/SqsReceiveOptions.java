package routes.connector.sqs;

import java.time.Duration;

/**
 * The options of an SQS source. Immutable and thread-safe.
 *
 * @param visibility how long SQS hides a received message; the hub extends this time while the event is in flight
 * @param unwrapSns whether the published message is taken out of an SNS notification
 * @param events the most events in flight
 * @param bytes the most bytes of their bodies
 */
record SqsReceiveOptions(Duration visibility, boolean unwrapSns, int events, long bytes) {}
