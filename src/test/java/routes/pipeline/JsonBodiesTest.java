package routes.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import routes.event.Bytes;
import routes.event.Failure;
import routes.event.RoutingDecision;
import routes.model.DeadLetterReason;
import routes.model.StepSpec.Format;

/** What the hub makes of JSON on which readers differ: repeated keys, byte order marks, other encodings, surrogates. */
class JsonBodiesTest {

    private static final String TWICE = "{\"a\":1,\"a\":\"x\"}";

    /** A character beyond U+FFFF, and the escape of the first half of one. */
    private static final String BEYOND = "😀";

    private static final String LONE = "\\ud800";

    private static RouteSpecs validating(String schema) {
        return RouteSpecs.route().file("schemas/a.json", schema).validateJson("schemas/a.json");
    }

    private static RouteSpecs accepting(String schema) {
        return RouteSpecs.route().file("schemas/a.json", schema).validateAcceptingDuplicateKeys("schemas/a.json");
    }

    @TestFactory
    Stream<DynamicTest> refusesARepeatedKeyWhereItValidates() {
        return Each.of(
                (String body, String pointer, String secret) -> {
                    Failure failure = validating("{}").failure(body);
                    assertThat(failure.reason()).isEqualTo(DeadLetterReason.PARSE);
                    assertThat(failure.at()).isEqualTo("steps[0].validate");
                    assertThat(failure.detail())
                            .contains("the key at " + pointer + " occurs more than once", "duplicateKeys: accept")
                            .doesNotContain(secret);
                },
                "{\"a\":1,\"a\":\"s3cret\"} § /a § s3cret",
                "{\"a\":\"s3cret\",\"b\":2,\"a\":\"s3cret\"} § /a § s3cret",
                "{\"a\":null,\"\\u0061\":\"s3cret\"} § /a § s3cret",
                "{\"é\":1,\"\\u00e9\":\"s3cret\"} § /é § s3cret",
                "{\"a\":{\"s3cret\":1},\"a\":[2]} § /a § s3cret",
                "[0,{\"b\":[{\"x/y\":{\"c~\":1,\"c~\":\"s3cret\"}}]}] § /1/b/0/x~1y/c~0 § s3cret",
                "{\"\":1,\"\":2} § / § s3cret");
    }

    @Test
    void takesTheSameKeyInDifferentObjects() {
        String body = "[{\"a\":1,\"A\":{\"a\":2}},{\"a\":3}]";
        assertThat(validating("{}").delivered(body)).isEqualTo(body);
    }

    @Test
    void checksTheLastOfTheSameKeysWhereTheRouteAcceptsThemAndSendsBoth() {
        RouteSpecs route = accepting("{\"properties\": {\"a\": {\"type\": \"string\"}}}");
        assertThat(route.delivered(TWICE)).isEqualTo(TWICE);
        assertThat(route.reason("{\"a\":\"x\",\"a\":1}")).isEqualTo(DeadLetterReason.SCHEMA);
    }

    @Test
    void takesTheLastOfTheSameKeysAsJqDoesWhereARouteOnlyHasExpressions() {
        assertThat(RouteSpecs.route().filter(".a == \"x\"").delivered(TWICE)).isEqualTo(TWICE);
        assertThat(RouteSpecs.route().transform(".").delivered(TWICE)).isEqualTo("{\"a\":\"x\"}");
        assertThat(RouteSpecs.route().transform("fromjson").delivered("\"{\\\"a\\\":1,\\\"a\\\":2}\""))
                .isEqualTo("{\"a\":2}");
        assertThat(RouteSpecs.route().delivered(TWICE)).isEqualTo(TWICE);
    }

    @Test
    void findsARepeatedKeyAlsoAfterAnExpressionHasReadTheBody() {
        RouteSpecs route = RouteSpecs.route()
                .filter(".a == \"x\"")
                .file("schemas/a.json", "{}")
                .validateJson("schemas/a.json");
        Failure failure = route.failure(TWICE);
        assertThat(failure.reason()).isEqualTo(DeadLetterReason.PARSE);
        assertThat(failure.at()).isEqualTo("steps[1].validate");
    }

    @Test
    void validatesWhatAnExpressionMadeOfARepeatedKey() {
        assertThat(RouteSpecs.route()
                        .transform(".")
                        .file("schemas/a.json", "{}")
                        .validateJson("schemas/a.json")
                        .delivered(TWICE))
                .isEqualTo("{\"a\":\"x\"}");
    }

    @Test
    void refusesToConvertARepeatedKeyBecauseOneOfItsValuesWouldBeLost() {
        Failure failure = RouteSpecs.route().convert(Format.JSON, Format.XML).failure("{\"o\":" + TWICE + "}");
        assertThat(failure.reason()).isEqualTo(DeadLetterReason.PARSE);
        assertThat(failure.detail()).contains("/o/a", "transform: { jq: . }");
    }

    @Test
    void refusesSchemasWithARepeatedKey() {
        assertThat(validating("{\"type\":\"object\",\"type\":\"string\"}").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("the key at /type occurs more than once"));
        RouteSpecs two = validating("{\"$ref\": \"b.json\"}").file("schemas/b.json", "{\"not\":{},\"not\":{}}");
        assertThat(two.problems()).hasSize(1);
    }

    @Test
    void skipsAByteOrderMarkAndSendsTheBodyAsItCame() {
        String body = "\ufeff{\"a\":\"ü\"}";
        assertThat(validating("{\"type\":\"object\"}").delivered(body)).isEqualTo(body);
        assertThat(RouteSpecs.route().filter(".a == \"ü\"").delivered(body)).isEqualTo(body);
        assertThat(RouteSpecs.route().transform(".").delivered(body)).isEqualTo("{\"a\":\"ü\"}");
        assertThat(RouteSpecs.route().transform("fromjson").delivered("\"\ufeff[1]\""))
                .isEqualTo("[1]");
        assertThat(RouteSpecs.route().convert(Format.JSON, Format.XML).delivered(body))
                .endsWith("<a>ü</a>");
        assertThat(RouteSpecs.route().convert(Format.XML, Format.JSON).delivered("\ufeff<a>ü</a>"))
                .isEqualTo("{\"a\":\"ü\"}");
        assertThat(validating("\ufeff{\"type\": \"array\"}").reason("{}")).isEqualTo(DeadLetterReason.SCHEMA);
        for (String wrong : new String[] {"\ufeff", "\ufeff\ufeff{}", "{\ufeff}", "{}\ufeff"}) {
            assertThat(validating("{}").reason(wrong)).isEqualTo(DeadLetterReason.PARSE);
        }
    }

    @TestFactory
    Stream<DynamicTest> namesTheEncodingOfABodyThatIsNotUtf8() {
        return Each.of(
                (String charset, String body, String encoding) -> {
                    for (String mark : new String[] {"", "\ufeff"}) {
                        byte[] bytes = (mark + body).getBytes(Charset.forName(charset));
                        assertThat(validating("{}").failure(bytes).detail())
                                .isEqualTo(
                                        "not JSON that can be read: it is " + encoding + ", but the hub reads UTF-8");
                    }
                },
                "UTF-16LE § {\"a\":1} § UTF-16",
                "UTF-16BE § {\"a\":\"Zürich\"} § UTF-16",
                "UTF-16LE § 1 § UTF-16",
                "UTF-16BE § [\"中文\"] § UTF-16",
                "UTF-32LE § {} § UTF-32",
                "UTF-32BE § 7 § UTF-32");
    }

    @Test
    void saysThatABodyIsNotUtf8() {
        byte[] latin = "{\"a\":\"Zürich\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(validating("{}").failure(latin).detail())
                .isEqualTo("not JSON: it is not UTF-8, the encoding that the hub reads");
    }

    @Test
    void readsTheEncodingsThatXmlDeclares() {
        String xml = "<?xml version=\"1.0\" encoding=\"%s\"?><a>Zürich</a>";
        RouteSpecs route = RouteSpecs.route().convert(Format.XML, Format.JSON);
        for (String charset : new String[] {"ISO-8859-1", "windows-1252", "UTF-16", "UTF-8"}) {
            assertThat(route.delivered(xml.formatted(charset).getBytes(Charset.forName(charset))))
                    .isEqualTo("{\"a\":\"Zürich\"}");
        }
        assertThat(route.reason("<a/>\u0000")).isEqualTo(DeadLetterReason.PARSE);
        assertThat(route.failure("<a>ü</a>".getBytes(StandardCharsets.ISO_8859_1))
                        .reason())
                .isEqualTo(DeadLetterReason.PARSE);
    }

    @Test
    void writesCharactersBeyondUFfffAsTheyAre() {
        String body = "{\"" + BEYOND + "\":\"a" + BEYOND + "\"}";
        assertThat(RouteSpecs.route().transform(".").delivered(body)).isEqualTo(body);
        assertThat(RouteSpecs.route().transform(".").delivered("{\"\\ud83d\\ude00\":\"a\\ud83d\\ude00\"}"))
                .isEqualTo(body);
        assertThat(RouteSpecs.route().transform("tojson").delivered(body))
                .isEqualTo("\"{\\\"" + BEYOND + "\\\":\\\"a" + BEYOND + "\\\"}\"");
        assertThat(RouteSpecs.route().convert(Format.CSV, Format.JSON).delivered(BEYOND + "\n" + BEYOND))
                .isEqualTo("[{\"" + BEYOND + "\":\"" + BEYOND + "\"}]");
        assertThat(RouteSpecs.route()
                        .convert(Format.XML, Format.JSON)
                        .delivered("<a b='" + BEYOND + "'>" + BEYOND + "</a>"))
                .isEqualTo("{\"a\":{\"@b\":\"" + BEYOND + "\",\"#text\":\"" + BEYOND + "\"}}");
    }

    @TestFactory
    Stream<DynamicTest> keepsAnUnpairedSurrogateWhereJsonCanCarryIt() {
        return Each.of(
                (String body) -> assertThat(RouteSpecs.route()
                                .transform(".")
                                .delivered(body)
                                .toLowerCase())
                        .isEqualTo(body),
                "\"" + LONE + "\"",
                "\"" + LONE + "b\"",
                "\"\\udc00" + LONE + "\"",
                "{\"a" + LONE + "\":\"" + LONE + "\\n" + BEYOND + LONE + "\"}");
    }

    @TestFactory
    Stream<DynamicTest> refusesAnUnpairedSurrogateWhereOnlyUtf8CanCarryIt() {
        return Each.of(
                (String expression) -> {
                    RouteSpecs route = RouteSpecs.route().transform(expression);
                    assertThat(route.failure("\"" + LONE + "\"").reason()).isEqualTo(DeadLetterReason.EXPRESSION);
                    assertThat(route.failure("\"a" + LONE + "b\"").detail()).contains(expression, "unpaired surrogate");
                    assertThat(route.decide("\"" + BEYOND + "\"")).isInstanceOf(RoutingDecision.Deliver.class);
                },
                "@uri",
                "@base64");
    }

    @Test
    void refusesAnUnpairedSurrogateInKeysAndHeaders() {
        String body = "\"" + LONE + "\"";
        for (RouteSpecs route : new RouteSpecs[] {
            RouteSpecs.route().to(RouteSpecs.keyed("out", "${.}")),
            RouteSpecs.route().to(RouteSpecs.exchange("out", "a.${.}")),
            RouteSpecs.route().header("name", "${.}")
        }) {
            Failure failure = route.failure(body);
            assertThat(failure.reason()).isEqualTo(DeadLetterReason.EXPRESSION);
            assertThat(failure.detail()).contains("unpaired surrogate");
        }
    }

    @Test
    void tellsOfAKeyWithAnUnpairedSurrogateAsJsonWritesIt() {
        Failure failure = validating("{\"additionalProperties\": false}").failure("{\"a" + LONE + "\":1}");
        assertThat(failure.detail()).contains("a\\ud800");
        assertThat(Bytes.ofText(failure.detail()).toString()).isEqualTo(failure.detail());
    }
}
