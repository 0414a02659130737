package routes.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import routes.event.Failure;
import routes.event.RoutingDecision;
import routes.model.DeadLetterReason;

class BodyValidatorTest {

    private static final String XSD = """
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
              <xs:element name="order"><xs:complexType><xs:sequence>
                <xs:element name="total" type="xs:decimal"/></xs:sequence></xs:complexType></xs:element>
            </xs:schema>""";

    private static RouteSpecs json(String schema) {
        return RouteSpecs.route().file("schemas/a.json", schema).validateJson("schemas/a.json");
    }

    @Test
    void reportsEveryViolationAndNoValue() {
        Failure failure = json("""
                        {"required": ["id"], "properties": {"total": {"type": "number", "minimum": 10.5},
                         "mail": {"format": "email"}, "name": {"pattern": "^a"}, "kind": {"enum": ["x"]}},
                         "additionalProperties": false}""")
                .failure(
                        "{\"total\":\"s3cret\",\"mail\":\"s3cret\",\"name\":\"s3cret\",\"kind\":\"s3cret\",\"odd\":1}");
        assertThat(failure.reason()).isEqualTo(DeadLetterReason.SCHEMA);
        assertThat(failure.at()).isEqualTo("steps[0].validate");
        assertThat(failure.detail())
                .contains("lacks 'id'", "/total violates type", "/mail violates format", "/name violates pattern")
                .contains("/kind violates enum", "'odd'")
                .doesNotContain("s3cret");
    }

    /** As many steps as a body has values are its own business; a million more for nothing are the schema's. */
    @Test
    void validatesLargeBodiesWhereEachValueHasAReference() {
        String row = IntStream.range(0, 9)
                .mapToObj(i -> "\"c" + i + "\": {\"$ref\": \"#/$defs/cell\"}")
                .collect(Collectors.joining(","));
        RouteSpecs route = json("{\"items\": {\"$ref\": \"#/$defs/row\"}, \"$defs\": {\"cell\": {\"type\": \"number\"},"
                + " \"row\": {\"properties\": {" + row + "}}}}");
        String cells =
                IntStream.range(0, 9).mapToObj(i -> "\"c" + i + "\":" + i).collect(Collectors.joining(",", "{", "}"));
        String rows = IntStream.range(0, 120_000).mapToObj(i -> cells).collect(Collectors.joining(",", "[", "]"));

        assertThat(route.decide(rows)).isInstanceOf(RoutingDecision.Deliver.class);
    }

    @Test
    void countsExactlyInSchemas() {
        RouteSpecs route = json("{\"maximum\": 1000.01, \"multipleOf\": 0.01}");
        assertThat(route.decide("1000.01")).isInstanceOf(RoutingDecision.Deliver.class);
        assertThat(route.reason("1000.0100000000000000001")).isEqualTo(DeadLetterReason.SCHEMA);
        assertThat(route.reason("1e1000000000")).isEqualTo(DeadLetterReason.SCHEMA);
    }

    @Test
    void validatesImmenseNumbersInAnInstant() {
        for (String rule : new String[] {
            "\"type\": \"integer\"",
            "\"type\": \"number\"",
            "\"type\": \"string\"",
            "\"items\": {\"type\": [\"number\"]}",
            "\"maximum\": 5",
            "\"minimum\": 0.5",
            "\"enum\": [1]",
            "\"const\": 1.5",
            "\"format\": \"int32\"",
            "\"items\": {\"type\": \"integer\"}, \"uniqueItems\": true",
            "\"exclusiveMaximum\": 1e400"
        }) {
            RouteSpecs route = json("{" + rule + "}");
            for (String body : new String[] {"1e1000000000", "-1e-1000000000", "[1e1000000000, 1e999999999]"}) {
                assertThat(route.decide(body)).as(rule + body).satisfies(decision -> {
                    if (decision instanceof RoutingDecision.Failed) {
                        assertThat(((RoutingDecision.Failed) decision).failure().reason())
                                .isEqualTo(DeadLetterReason.SCHEMA);
                    }
                });
            }
        }
    }

    @Test
    void limitsTheReportedViolations() {
        Failure failure = json("{\"items\": {\"type\": \"string\"}}").failure("[" + "1,".repeat(49) + "1]");
        assertThat(failure.detail()).endsWith("and 30 more");
    }

    @Test
    void followsReferencesToOtherFilesAndNoFurther() {
        RouteSpecs two = json("{\"$ref\": \"parts/b.json#/$defs/n\"}")
                .file("schemas/parts/b.json", "{\"$defs\": {\"n\": {\"type\": \"number\"}}}");
        assertThat(two.decide("1")).isInstanceOf(RoutingDecision.Deliver.class);
        assertThat(two.reason("\"x\"")).isEqualTo(DeadLetterReason.SCHEMA);
        for (String outside : new String[] {
            "http://127.0.0.1:1/x.json",
            "file:///etc/passwd",
            "../../etc/passwd",
            "none.json",
            "classpath:application.json"
        }) {
            assertThat(json("{\"properties\": {\"a\": {\"$ref\": \"" + outside + "\"}}}")
                            .problems())
                    .as(outside)
                    .hasSize(1);
        }
    }

    @Test
    void refusesSchemasThatAreNone() {
        assertThat(json("{\"type\": 12}").problems()).hasSize(1);
        assertThat(json("{").problems()).hasSize(1);
        assertThat(json("{\"pattern\": \"(\"}").problems()).hasSize(1);
        assertThat(json("{\"$schema\": \"http://x/y\"}").problems()).hasSize(1);
    }

    @Test
    void boundsPatternsThatExplode() {
        assertThat(json("{\"pattern\": \"^(a|a)*$\"}").reason("\"" + "a".repeat(60) + "!\""))
                .isEqualTo(DeadLetterReason.SCHEMA);
    }

    @Test
    void validatesXmlByItsSchema() {
        RouteSpecs route = RouteSpecs.route().file("schemas/a.xsd", XSD).validateXsd("schemas/a.xsd");
        assertThat(route.decide("<order><total>1.5</total></order>")).isInstanceOf(RoutingDecision.Deliver.class);
        Failure failure = route.failure("<order><total>s3cret</total></order>");
        assertThat(failure.reason()).isEqualTo(DeadLetterReason.SCHEMA);
        assertThat(failure.detail()).contains("line 1").doesNotContain("s3cret");
        assertThat(route.reason("<order>")).isEqualTo(DeadLetterReason.PARSE);
        assertThat(route.reason("<!DOCTYPE order><order><total>1</total></order>"))
                .isEqualTo(DeadLetterReason.PARSE);
    }

    @Test
    void includesXmlSchemasFromFilesOnly() {
        String part =
                "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:include schemaLocation='%s'/></xs:schema>";
        assertThat(RouteSpecs.route()
                        .file("schemas/a.xsd", XSD)
                        .file("schemas/b.xsd", part.formatted("a.xsd"))
                        .validateXsd("schemas/b.xsd")
                        .decide("<order><total>1.5</total></order>"))
                .isInstanceOf(RoutingDecision.Deliver.class);
        for (String outside : new String[] {"http://127.0.0.1:1/a.xsd", "file:///etc/passwd", "none.xsd"}) {
            RouteSpecs route = RouteSpecs.route()
                    .file("schemas/b.xsd", part.formatted(outside))
                    .validateXsd("schemas/b.xsd");
            assertThat(route.problems()).as(outside).hasSize(1);
        }
    }
}
