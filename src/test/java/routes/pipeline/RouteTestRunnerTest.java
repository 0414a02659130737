package routes.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import routes.model.DeadLetterReason;
import routes.model.RouteSpec;
import routes.model.RouteTest;
import routes.model.SourceLocation;

class RouteTestRunnerTest {

    private final RouteSpec spec = RouteSpecs.route()
            .filter(".n != 0")
            .transform("{n: .n}")
            .to(RouteSpecs.topic("a"), RouteSpecs.exchange("b", "k.${.n}"))
            .plan();
    private final RouteTestRunner examples = new RouteTestRunner(
            spec, Pipeline.compile(spec, Map.of()).pipeline().orElseThrow());

    private static RouteTest.Given raw(String raw) {
        return new RouteTest.Given(Optional.empty(), Optional.of(raw), Optional.empty(), Optional.empty(), Map.of());
    }

    private static RouteTest.Given body(Object body) {
        return new RouteTest.Given(Optional.of(body), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
    }

    private static RouteTest.Expect to(List<String> to, Object body, String routingKey) {
        return new RouteTest.Expect(
                Optional.of(to),
                false,
                Optional.empty(),
                Optional.of(body),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.of(routingKey));
    }

    private static RouteTest.Expect deadLetter(DeadLetterReason reason) {
        return new RouteTest.Expect(
                Optional.empty(),
                false,
                Optional.of(reason),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty());
    }

    private List<String> differences(RouteTest.Given given, RouteTest.Expect expect) {
        return examples.differences(new RouteTest("an example", given, expect, SourceLocation.NOWHERE));
    }

    @Test
    void passesWhereEverythingIsAsExpected() {
        Map<String, Object> exact = Map.of("n", new BigDecimal("1000.010"));
        assertThat(differences(
                        body(Map.of("n", new BigDecimal("1000.01"))),
                        to(List.of("rabbitmq:b", "kafka:a"), exact, "k.1000.01")))
                .isEmpty();
        assertThat(differences(raw("{oops"), deadLetter(DeadLetterReason.PARSE)))
                .isEmpty();
    }

    @Test
    void comparesNoBodyWithTheSameKeyTwiceAsIfItHadOnlyTheLast() {
        RouteSpec passing = RouteSpecs.route().to(RouteSpecs.topic("a")).plan();
        RouteTestRunner runner = new RouteTestRunner(
                passing, Pipeline.compile(passing, Map.of()).pipeline().orElseThrow());
        RouteTest.Expect expect = new RouteTest.Expect(
                Optional.of(List.of("kafka:a")),
                false,
                Optional.empty(),
                Optional.of(Map.of("n", 2)),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty());

        assertThat(runner.differences(
                        new RouteTest("an example", raw("{\"n\":1,\"n\":2}"), expect, SourceLocation.NOWHERE)))
                .singleElement()
                .asString()
                .contains("the key at /n occurs more than once", "expect it as 'raw'");
    }

    @Test
    void saysEachDifference() {
        assertThat(differences(raw("{\"n\":1}"), to(List.of("kafka:a"), Map.of(), "")))
                .containsExactly(
                        "expected that the event is delivered to kafka:a, but it is delivered to kafka:a, rabbitmq:b");
        assertThat(differences(raw("{\"n\":1}"), to(List.of("kafka:a", "rabbitmq:b"), Map.of("n", 2), "k.2")))
                .hasSize(3)
                .last()
                .isEqualTo("rabbitmq:b: expected the routing key 'k.2', but it is 'k.1'");
        assertThat(differences(raw("{\"n\":0}"), deadLetter(DeadLetterReason.PARSE)))
                .containsExactly(
                        "expected that the event becomes a dead letter with the reason parse, but it is filtered");
        assertThat(differences(raw("{"), deadLetter(DeadLetterReason.SCHEMA)).get(0))
                .contains("reason schema, but it becomes a dead letter with the reason parse at steps[0].filter");
    }
}
