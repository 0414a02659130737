package routes.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import routes.event.Event;
import routes.event.Failure;
import routes.event.RoutingDecision;
import routes.model.DeadLetterReason;
import routes.testkit.CapturedLog;

class DeadLetterLogTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final CapturedLog captured = CapturedLog.listen();
    private final DeliveryFixture fixture = DeliveryFixture.with(1, 1);

    @AfterEach
    void listenNoMore() {
        captured.close();
    }

    @Test
    void logsTheFirstOfEachReasonAtOnceAndThenASumAMinute() {
        // when
        deadLetters(DeadLetterReason.PARSE, 1_000);
        deadLetters(DeadLetterReason.SCHEMA, 1);
        // then
        assertThat(told()).hasSize(2);
        assertThat(told().get(0))
                .contains(
                        "Event is a dead letter",
                        "route=route",
                        "reason=parse",
                        "position=orders-0@0",
                        "detail=no JSON")
                .contains("at=steps[0].validate");
        assertThat(told().get(1)).contains("reason=schema");
        // when
        pass();
        assertThat(told()).hasSize(3);
        assertThat(told().get(2))
                .contains("More events are dead letters", "reason=parse", "count=999", "position=orders-0@999");
    }

    @Test
    void logsTheNextAtOnceAfterAMinuteWithoutAny() {
        deadLetters(DeadLetterReason.PARSE, 1);
        pass();

        deadLetters(DeadLetterReason.PARSE, 1);

        assertThat(told()).hasSize(2).allMatch(line -> line.contains("Event is a dead letter"));
    }

    @Test
    void logsWhatItHasCountedWhenTheRouteStops() {
        deadLetters(DeadLetterReason.PARSE, 8);

        fixture.delivery.stop();

        assertThat(told()).hasSize(2);
        assertThat(told().get(1)).contains("count=7");
    }

    @Test
    void namesTheTraceOfTheEvent() {
        Event plain = DeliveryFixture.event("a");
        Event traced = new Event(
                plain.body(), plain.key(), plain.headers().with("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01"));

        fixture.hand(List.of(fixture.passage(traced, failed(DeadLetterReason.PARSE))));
        fixture.deadLetters.confirmAll();

        assertThat(told()).singleElement().asString().contains("traceId=" + TRACE);
    }

    private void deadLetters(DeadLetterReason reason, int count) {
        for (int i = 0; i < count; i++) {
            fixture.hand(List.of(fixture.passage(DeliveryFixture.event("e"), failed(reason))));
            fixture.deadLetters.confirmAll();
        }
    }

    private static RoutingDecision failed(DeadLetterReason reason) {
        return new RoutingDecision.Failed(new Failure(reason, "no JSON", "steps[0].validate"));
    }

    /** Lets the interval of all sums pass. */
    private void pass() {
        for (int alarms = fixture.timer.getWaiting(); alarms > 0; alarms--) {
            fixture.timer.ring();
        }
    }

    private List<String> told() {
        return captured.lines().stream()
                .filter(line -> line.contains("dead letter"))
                .toList();
    }
}
