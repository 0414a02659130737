package routes.connector.rabbitmq;

import java.time.Duration;

/**
 * How long a target waits for its broker before it takes it to be out.
 *
 * @param write for one write to be read
 * @param silence for any answer, while there is something unanswered
 */
record PublishTimeouts(Duration write, Duration silence) {}
