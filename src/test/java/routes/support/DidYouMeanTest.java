package routes.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DidYouMeanTest {
    private final DidYouMean kinds = new DidYouMean(List.of("kafka", "rabbitmq", "sqs", "sns"));

    @Test
    void countsASwapOfNeighboursAsOneSlip() {
        assertThat(kinds.to("kafak")).contains("kafka");
        assertThat(kinds.to("KAFKA")).contains("kafka");
        assertThat(kinds.to("rabitmq")).contains("rabbitmq");
    }

    @Test
    void namesAllWhereNoneIsNear() {
        assertThat(kinds.hint("pulsar")).isEqualTo("; expected one of kafka, rabbitmq, sns, sqs");
        assertThat(new DidYouMean(List.of()).hint("x")).isEqualTo("; none are defined");
    }

    @Test
    void saysWhyThereIsNoWayIntoTheJvm() {
        assertThat(kinds.hintOrRefusal("bean")).contains("cannot name Java classes, beans, scripts or URIs");
        assertThat(kinds.hintOrRefusal("exec:ls")).contains("cannot name Java classes, beans, scripts or URIs");
    }

    @Test
    void showsNamesShortAndOnOneLine() {
        assertThat(DidYouMean.shown("a\nb")).isEqualTo("a?b");
        assertThat(DidYouMean.shown("x".repeat(100))).hasSize(65).endsWith("…");
        assertThat(DidYouMean.shownKey("password:hunter2")).isEqualTo("password…");
    }
}
