package routes.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import routes.event.AnyEvent;
import routes.event.Event;
import routes.event.RoutingDecision;
import routes.model.DeadLetterReason;
import routes.model.StepSpec;

/** Every event ends in a decision, whatever its body is. */
class BodiesFuzzIT {

    private static final Set<DeadLetterReason> DATA = Set.of(
            DeadLetterReason.PARSE, DeadLetterReason.SCHEMA, DeadLetterReason.EXPRESSION, DeadLetterReason.UNMATCHED);

    private static final List<String> SPLINTERS = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "<",
            ">",
            "</a>",
            "<a>",
            "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///\">]>",
            "&e;",
            "&#0;",
            "<![CDATA[",
            "]]>",
            "<?x?>",
            "\0",
            "\\u0000",
            "\\ud800",
            "1e999999999",
            "-",
            "null",
            "\ufeff",
            "\r\n",
            "a,b",
            "\"\"",
            "[[[[[[[[",
            "{\"a\":",
            "xmlns:x=\"y\"",
            "99999999999999999999999999");

    private final List<Pipeline> all = List.of(
            RouteSpecs.route()
                    .file("schemas/order.json", "{\"type\":\"object\",\"required\":[\"id\"]}")
                    .validateJson("schemas/order.json")
                    .filter(".status != \"test\"")
                    .transform("{id, total: (.total + 1)}")
                    .when(".total > 10", RouteSpecs.topic("large"))
                    .compiled(),
            RouteSpecs.route()
                    .filterXPath("/order/total > 10")
                    .convert(StepSpec.Format.XML, StepSpec.Format.JSON)
                    .filter(".order.id")
                    .compiled(),
            RouteSpecs.route()
                    .convert(StepSpec.Format.CSV, StepSpec.Format.JSON)
                    .filter("length > 1")
                    .compiled(),
            RouteSpecs.route()
                    .convert(StepSpec.Format.JSON, StepSpec.Format.XML)
                    .filterXPath("count(//*) > 1")
                    .compiled());

    @Property(seed = "1", tries = 10_000)
    void ends(@ForAll("events") Event event) {
        for (Pipeline pipeline : all) {
            RoutingDecision decision = pipeline.decide(event);

            if (decision instanceof RoutingDecision.Failed failed) {
                assertThat(DATA).contains(failed.failure().reason());
                assertThat(failed.failure().detail()).isNotBlank();
            }
        }
    }

    @Provide
    Arbitrary<Event> events() {
        Arbitrary<String> pieces = Arbitraries.frequencyOf(
                Tuple.of(
                        3,
                        Arbitraries.of(
                                "{\"id\":1,\"total\":11.50,\"status\":\"new\"}",
                                "<order><id>1</id><total>11.50</total></order>",
                                "id,total\n1,11.50\n")),
                Tuple.of(3, Arbitraries.of(SPLINTERS)),
                Tuple.of(1, AnyEvent.text()));
        return Arbitraries.frequencyOf(
                Tuple.of(1, AnyEvent.event()),
                Tuple.of(
                        2,
                        pieces.list()
                                .ofMinSize(1)
                                .ofMaxSize(6)
                                .map(list -> Event.of(String.join("", list).getBytes(StandardCharsets.UTF_8)))));
    }
}
