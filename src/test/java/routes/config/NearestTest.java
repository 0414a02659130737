package routes.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private final Nearest kinds = new Nearest(List.of("kafka", "rabbitmq", "sqs", "sns"));

    @Test
    void countsASwapOfNeighboursAsOneSlip() {
        assertThat(kinds.to("kafak")).contains("kafka");
        assertThat(kinds.to("KAFKA")).contains("kafka");
        assertThat(kinds.to("rabitmq")).contains("rabbitmq");
    }

    @Test
    void namesAllWhereNoneIsNear() {
        assertThat(kinds.hint("pulsar")).isEqualTo("; known are kafka, rabbitmq, sns, sqs");
        assertThat(new Nearest(List.of()).hint("x")).isEqualTo("; there are none");
    }

    @Test
    void saysWhyThereIsNoWayIntoTheJvm() {
        assertThat(kinds.hintOrRefusal("bean")).contains("cannot name Java classes, beans, scripts or URIs");
        assertThat(kinds.hintOrRefusal("exec:ls")).contains("cannot name Java classes, beans, scripts or URIs");
    }

    @Test
    void showsNamesShortAndOnOneLine() {
        assertThat(Nearest.shown("a\nb")).isEqualTo("a?b");
        assertThat(Nearest.shown("x".repeat(100))).hasSize(65).endsWith("…");
        assertThat(Nearest.shownKey("password:hunter2")).isEqualTo("password…");
    }
}
