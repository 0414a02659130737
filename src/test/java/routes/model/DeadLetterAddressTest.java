package routes.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeadLetterAddressTest {

    private static final Optional<TextTemplate> CONSTANT =
            Optional.of(new TextTemplate("dead", SourceLocation.NOWHERE));

    /** A FIFO queue would take all dead letters for one, confirm them and keep the first. */
    @Test
    void holdsNoDeduplicationId() {
        TargetSpec queue = new SqsTargetSpec(
                Optional.empty(),
                "dead.fifo",
                Optional.empty(),
                CONSTANT,
                Packing.WHEN_NEEDED,
                CloudEventsMode.KEEP,
                SourceLocation.NOWHERE);
        TargetSpec topic = new SnsTargetSpec(
                Optional.empty(),
                "arn:aws:sns:eu-west-1:123456789012:dead.fifo",
                Optional.empty(),
                CONSTANT,
                Packing.WHEN_NEEDED,
                CloudEventsMode.KEEP,
                SourceLocation.NOWHERE);

        assertThat(queue.address()).containsOnlyKeys("deduplicationId");
        assertThat(queue.deadLetterAddress()).isEmpty();
        assertThat(topic.address()).containsOnlyKeys("deduplicationId");
        assertThat(topic.deadLetterAddress()).isEmpty();
    }

    @Test
    void holdsTheRoutingKey() {
        TargetSpec exchange = new RabbitTargetSpec(
                Optional.empty(),
                Optional.of("dead"),
                CONSTANT,
                Optional.empty(),
                Optional.empty(),
                CloudEventsMode.KEEP,
                SourceLocation.NOWHERE);

        assertThat(exchange.deadLetterAddress()).isEqualTo(exchange.address()).containsOnlyKeys("routingKey");
    }
}
