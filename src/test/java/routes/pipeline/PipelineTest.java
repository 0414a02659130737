package routes.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import routes.event.Bytes;
import routes.event.DeliveryResult;
import routes.event.Event;
import routes.event.Failure;
import routes.event.Header;
import routes.event.Headers;
import routes.event.OutboundMessage;
import routes.event.ReceivedEvent;
import routes.event.RoutingDecision;
import routes.model.DeadLetterReason;
import routes.model.Otherwise;

class PipelineTest {

    @Test
    void handsOnTheVeryBytesWhereNothingChangesThem() {
        byte[] body = {(byte) 0xff, 0, '{'};
        RoutingDecision decision = RouteSpecs.route().compiled().decide(Event.of(body));
        assertThat(((RoutingDecision.Deliver) decision)
                        .sends()
                        .get(0)
                        .message()
                        .event()
                        .body()
                        .array())
                .isSameAs(body);
    }

    @Test
    void keepsTheBytesOfABodyThatIsOnlyLookedAt() {
        assertThat(RouteSpecs.route().filter(".a == 1").delivered("{ \"a\" : 1.0 }"))
                .isEqualTo("{ \"a\" : 1.0 }");
    }

    @Test
    void doesTheJourneyOfTheFirstExample() {
        RouteSpecs route = RouteSpecs.route()
                .filter(".status != \"test\"")
                .transform("{id: .orderId, total, tier: .customer.tier}")
                .when(".total > 1000", RouteSpecs.exchange("vip", "orders.${.tier}"))
                .otherwise(new Otherwise.Deliver(List.of(RouteSpecs.topic("standard"))));
        String large = "{\"orderId\":\"A1\",\"status\":\"new\",\"total\":1000.01,\"customer\":{\"tier\":\"gold\"}}";

        OutboundMessage message = route.parcels(large).get(0);
        assertThat(message.event().body()).hasToString("{\"id\":\"A1\",\"total\":1000.01,\"tier\":\"gold\"}");
        assertThat(message.address("routingKey")).contains("orders.gold");
        assertThat(route.decide(large.replace("1000.01", "1000.00")))
                .isInstanceOfSatisfying(
                        RoutingDecision.Deliver.class,
                        to -> assertThat(to.sends().get(0).target()).isEqualTo(1));
        assertThat(route.decide(large.replace("new", "test"))).isInstanceOf(RoutingDecision.Filtered.class);
        assertThat(route.failure("{oops").reason()).isEqualTo(DeadLetterReason.PARSE);
        assertThat(route.failure("{oops").detail()).contains("line 1, column").doesNotContain("oops");
    }

    @Test
    void deadLettersAnEventThatMakesAStepFailInAWayNobodyForesaw() {
        PipelineTrace broken = new PipelineTrace() {
            @Override
            public void passed(String at) {
                throw new AssertionError("gone");
            }
        };
        RoutingDecision decision =
                RouteSpecs.route().filter("true").compiled().decide(Event.of(new byte[] {'1'}), broken);
        assertThat(decision)
                .isInstanceOfSatisfying(
                        RoutingDecision.Failed.class,
                        failed -> assertThat(failed.failure().detail()).isEqualTo("failed with AssertionError"));
    }

    @Test
    void deadLettersAnEventWhoseKeyWouldBeHalfACharacter() {
        Failure failure = RouteSpecs.route().to(RouteSpecs.keyed("t", "${.id}")).failure("{\"id\":\"\\ud800\"}");
        assertThat(failure.reason()).isEqualTo(DeadLetterReason.EXPRESSION);
        assertThat(failure.detail()).contains("unpaired surrogate");
    }

    @Test
    void deadLettersAnEventWhoseFieldIsMissing() {
        Failure failure =
                RouteSpecs.route().when(".total < 1000", RouteSpecs.topic("a")).failure("{}");
        assertThat(failure.reason()).isEqualTo(DeadLetterReason.EXPRESSION);
        assertThat(failure.at()).isEqualTo("choose[0].when");
        assertThat(failure.detail()).contains("null and number");
    }

    @Test
    void deadLettersDropsOrDeliversWhatNoBranchFits() {
        assertThat(RouteSpecs.route().when("false", RouteSpecs.topic("a")).reason("{}"))
                .isEqualTo(DeadLetterReason.UNMATCHED);
        assertThat(RouteSpecs.route()
                        .when("false", RouteSpecs.topic("a"))
                        .otherwise(new Otherwise.Drop())
                        .decide("{}"))
                .isInstanceOf(RoutingDecision.Filtered.class);
    }

    @Test
    void takesATombstoneUnlessAStepNeedsABody() {
        Event tombstone = new Event(Bytes.absent(), Bytes.ofText("k"), Headers.none());
        assertThat(RouteSpecs.route().compiled().decide(tombstone)).isInstanceOf(RoutingDecision.Deliver.class);
        assertThat(RouteSpecs.route().filter("type == \"object\"").compiled().decide(tombstone))
                .isInstanceOfSatisfying(
                        RoutingDecision.Failed.class,
                        failed -> assertThat(failed.failure().reason()).isEqualTo(DeadLetterReason.PARSE));
    }

    @Test
    void fillsTemplatesAndParsesNothingForPlainOnes() {
        assertThat(RouteSpecs.route()
                        .header("a", "plain $${.x}")
                        .parcels("not json")
                        .get(0)
                        .event()
                        .headers()
                        .text("a"))
                .contains("plain ${.x}");
        assertThat(RouteSpecs.route()
                        .to(RouteSpecs.keyed("t", "${.a}-${ {a:\"}\"}.a }"))
                        .parcels("{\"a\":1.50}")
                        .get(0)
                        .event()
                        .key())
                .hasToString("1.50-}");
        assertThat(RouteSpecs.route().to(RouteSpecs.keyed("t", "${.missing}")).failure("{}"))
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo(DeadLetterReason.EXPRESSION))
                .satisfies(failure -> assertThat(failure.at()).isEqualTo("kafka:t"));
    }

    @Test
    void removesHeadersThenSetsThem() {
        Pipeline pipeline = RouteSpecs.route().header("a", "new", "a", "b").compiled();
        Headers before = Headers.received(List.of(header("a", "1"), header("b", "2"), header("c", "3")));
        RoutingDecision decision = pipeline.decide(new Event(Bytes.ofText("x"), Bytes.absent(), before));
        Headers after = ((RoutingDecision.Deliver) decision)
                .sends()
                .get(0)
                .message()
                .event()
                .headers();
        assertThat(after).containsExactly(header("c", "3"), header("a", "new"));
    }

    private static Header header(String name, String value) {
        return new Header(name, Bytes.ofText(value));
    }

    @Test
    void saysAllThatIsWrongAtItsPlace() {
        RouteSpecs route = RouteSpecs.route()
                .filter("1 +")
                .validateJson("schemas/none.json")
                .transformXslt("transforms/none.xsl")
                .header("CamelX", "${")
                .filterXPath("///");
        assertThat(route.problems())
                .extracting(problem -> problem.location().line())
                .containsExactly(1, 2, 3, 4, 4, 5);
    }

    @Test
    void reportsEachStep() {
        List<String> told = new ArrayList<>();
        PipelineTrace trace = new PipelineTrace() {
            @Override
            public void passed(String at) {
                told.add(at + " passed");
            }

            @Override
            public void changed(String at, Bytes body) {
                told.add(at + " " + body);
            }

            @Override
            public void evaluated(String at, boolean result) {
                told.add(at + " " + result);
            }

            @Override
            public void taken(String way) {
                told.add(way);
            }
        };
        RouteSpecs.route()
                .filter("true")
                .transform("{a: 1}")
                .when(".a == 2", RouteSpecs.topic("x"))
                .when(".a == 1", RouteSpecs.topic("y"))
                .compiled()
                .decide(Event.of("{}".getBytes(StandardCharsets.UTF_8)), trace);
        assertThat(told)
                .containsExactly(
                        "steps[0].filter passed",
                        "steps[1].transform {\"a\":1}",
                        "choose[0].when false",
                        "choose[1].when true",
                        "choose[1]");
    }

    @Test
    void refusesBodiesThatAreTooDeepOrTooLargeToParse() {
        RouteSpecs route = RouteSpecs.route().filter("type != \"object\"");
        assertThat(route.reason("[".repeat(100_000) + "]".repeat(100_000))).isEqualTo(DeadLetterReason.PARSE);
        assertThat(route.reason("\"" + "x".repeat(17 << 20) + "\"")).isEqualTo(DeadLetterReason.PARSE);
        assertThat(route.reason("1".repeat(5000))).isEqualTo(DeadLetterReason.PARSE);
        assertThat(route.decide("[".repeat(400) + "]".repeat(400))).isInstanceOf(RoutingDecision.Deliver.class);
    }

    @Test
    void keepsTheDigitsOfNumbersThatAreOnlyCopied() {
        assertThat(RouteSpecs.route().transform("{a, b}").delivered("{\"a\":1.10,\"b\":1e1000000000}"))
                .isEqualTo("{\"a\":1.10,\"b\":1E+1000000000}");
    }

    @Test
    void routesByHeadersKeyAndSourceWithoutReadingTheBody() {
        byte[] binary = {(byte) 0xff, 0, 1};
        Headers headers = Headers.received(List.of(
                new Header("type", Bytes.ofText("order")), new Header("raw", Bytes.of(new byte[] {(byte) 0xff}))));
        Event event = new Event(Bytes.of(binary), Bytes.ofText("customer-7"), headers);
        Pipeline pipeline = RouteSpecs.route()
                .filter("$headers.type == \"order\" and $headers.missing == null and $headers.raw == null")
                .filter("$key | startswith(\"customer-\")")
                .filter("$source.position == \"orders-0@17\" and $source.id == null")
                .filter("$source.time == \"1970-01-01T00:00:00Z\"")
                .header("kind", "${$headers.type | ascii_upcase}", "type")
                .compiled();
        RoutingDecision decision = pipeline.decide(new ReceivedEvent(event, 0) {
            @Override
            public String position() {
                return "orders-0@17";
            }

            @Override
            public Optional<Instant> time() {
                return Optional.of(Instant.EPOCH);
            }

            @Override
            public void ended(DeliveryResult result) {}

            @Override
            public void returned() {}
        });
        assertThat(decision).isInstanceOfSatisfying(RoutingDecision.Deliver.class, delivered -> {
            Event sent = delivered.sends().get(0).message().event();
            assertThat(sent.body()).isEqualTo(Bytes.of(binary));
            assertThat(sent.headers().text("kind")).contains("ORDER");
            assertThat(sent.headers().text("type")).isEmpty();
        });
    }
}
