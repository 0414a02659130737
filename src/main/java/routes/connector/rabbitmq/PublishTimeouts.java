package routes.connector.rabbitmq;

import java.time.Duration;

/**
 * How long a target waits for its broker before it treats it as unavailable. Immutable and thread-safe.
 *
 * @param write the longest time for one write to the socket
 * @param silence the longest time without any answer while events are unconfirmed
 */
record PublishTimeouts(Duration write, Duration silence) {}
