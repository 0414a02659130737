package routes.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;
import routes.event.RoutingDecision;
import routes.model.CsvHeader;
import routes.model.StepSpec;

/** A step that changes the body leaves no header that says something untrue about it. */
class ContentHeadersTest {

    private static final String XML = "<order><id>A1</id></order>";
    private static final String JSON = "{\"order\": {\"id\": \"A1\"}}";

    private static List<String> after(RouteSpecs route, String body, String... headers) {
        List<Header> given = new ArrayList<>();
        for (String header : headers) {
            String[] parts = header.split(": ", 2);
            given.add(new Header(parts[0], Bytes.ofText(parts[1])));
        }
        RoutingDecision decision =
                route.compiled().decide(new Event(Bytes.ofText(body), Bytes.absent(), Headers.received(given)));
        assertThat(decision).isInstanceOf(RoutingDecision.Deliver.class);
        return ((RoutingDecision.Deliver) decision)
                .sends().get(0).message().event().headers().stream()
                        .map(header ->
                                header.name() + ": " + header.value().text().orElseThrow())
                        .toList();
    }

    private static RouteSpecs convert(StepSpec.Format from, StepSpec.Format to) {
        return RouteSpecs.route().convert(from, to);
    }

    @Test
    void areThoseOfTheNewFormatAfterAConversion() {
        assertThat(after(
                        convert(StepSpec.Format.XML, StepSpec.Format.JSON),
                        XML,
                        "a: b",
                        "Content-Type: application/xml"))
                .containsExactly("a: b", "Content-Type: application/json");
        assertThat(after(
                        convert(StepSpec.Format.XML, StepSpec.Format.JSON),
                        XML,
                        "content-type: text/xml; charset=ISO-8859-1"))
                .containsExactly("content-type: application/json");
        assertThat(after(convert(StepSpec.Format.JSON, StepSpec.Format.XML), JSON, "content-type: application/json"))
                .containsExactly("content-type: application/xml");
        assertThat(after(
                        RouteSpecs.route().convertCsv("auto", "\"", new CsvHeader.FirstLine()),
                        "a,b\n1,2\n",
                        "content-type: text/csv; header=present"))
                .containsExactly("content-type: application/json");
    }

    @Test
    void getATypeFromAConversionWhereThereWasNone() {
        assertThat(after(convert(StepSpec.Format.XML, StepSpec.Format.JSON), XML))
                .containsExactly("content-type: application/json");
    }

    @Test
    void lackWhatWasTrueOfTheOldBytes() {
        assertThat(after(
                        RouteSpecs.route().transform(".order"),
                        JSON,
                        "Content-Length: 30",
                        "CONTENT-MD5: x",
                        "Digest: x",
                        "content-digest: x",
                        "Repr-Digest: x",
                        "ETag: x",
                        "content-encoding: gzip",
                        "content-language: en",
                        "a: b"))
                .containsExactly("content-language: en", "a: b");
        assertThat(after(
                        convert(StepSpec.Format.XML, StepSpec.Format.JSON),
                        XML,
                        "content-length: 3",
                        "content-encoding: gzip"))
                .containsExactly("content-type: application/json");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, application/json",
        "application/json; charset=utf-8, application/json; charset=utf-8",
        "application/json; charset=iso-8859-1, application/json",
        "application/vnd.acme.order+json, application/vnd.acme.order+json",
        "text/plain, application/json",
        "application/octet-stream, application/json",
        "application/cloudevents+json, application/json",
    })
    void keepATypeThatIsStillTrueAfterATransform(String before, String now) {
        assertThat(after(RouteSpecs.route().transform(".order"), JSON, "content-type: " + before))
                .containsExactly("content-type: " + now);
    }

    @Test
    void keepTheTypeOfACloudEventThatIsStillOne() {
        String event = "{\"specversion\": \"1.0\", \"id\": \"1\", \"source\": \"/a\", \"type\": \"t\", \"data\": 1}";
        assertThat(after(
                        RouteSpecs.route().transform(".data += 1"),
                        event,
                        "content-type: application/cloudevents+json"))
                .containsExactly("content-type: application/cloudevents+json");
        assertThat(after(RouteSpecs.route().transform("{data}"), event, "content-type: application/cloudevents+json"))
                .containsExactly("content-type: application/json");
    }

    @Test
    void getNoTypeFromATransformWhereThereWasNone() {
        assertThat(after(RouteSpecs.route().transform(".order"), JSON, "a: b")).containsExactly("a: b");
    }

    /** Publishers to RabbitMQ write the charset there. */
    @Test
    void keepAnEncodingThatIsNoCompression() {
        assertThat(after(RouteSpecs.route().transform(".order"), JSON, "content-encoding: UTF-8"))
                .containsExactly("content-encoding: UTF-8");
    }

    @Test
    void areCorrectedInCloudEventsOfAnyBinding() {
        assertThat(after(
                        convert(StepSpec.Format.XML, StepSpec.Format.JSON),
                        XML,
                        "ce_datacontenttype: application/xml",
                        "ce_dataschema: https://example.org/order.xsd",
                        "ce_type: order",
                        "content-type: application/xml"))
                .containsExactly(
                        "ce_datacontenttype: application/json", "ce_type: order", "content-type: application/json");
        assertThat(after(
                        RouteSpecs.route().transform(".order"),
                        JSON,
                        "cloudEvents:datacontenttype: text/plain",
                        "ce-dataschema: https://example.org/order.json"))
                .containsExactly(
                        "cloudEvents:datacontenttype: application/json",
                        "ce-dataschema: https://example.org/order.json");
    }

    @Test
    void areLeftAloneByStepsThatDoNotChangeTheBody() {
        assertThat(after(RouteSpecs.route().filter(".order.id == \"A1\""), JSON, "content-type: text/plain", "ETag: x"))
                .containsExactly("content-type: text/plain", "ETag: x");
    }

    @Test
    void areWhatALaterStepSays() {
        assertThat(after(
                        convert(StepSpec.Format.XML, StepSpec.Format.JSON)
                                .header("content-type", "application/vnd.acme+json"),
                        XML,
                        "content-type: application/xml"))
                .containsExactly("content-type: application/vnd.acme+json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "method='xml' | <b/> | application/soap+xml | application/soap+xml",
                "method='xml' | <b/> | text/plain | application/xml",
                "method='xml' encoding='ISO-8859-1' | <b/> | application/xml | application/xml; charset=ISO-8859-1",
                "method='html' | <html/> | application/xml | text/html; charset=UTF-8",
                "indent='no' | <html/> | application/xml | text/html; charset=UTF-8",
                "indent='no' | <b/> | text/plain | application/xml",
                "method='xhtml' | <b/> | application/xml | application/xhtml+xml",
                "method='text' | x | application/xml | text/plain; charset=UTF-8",
                "method='text' media-type='application/json' | x | application/xml | application/json",
                "method='text' media-type='text/csv' | x | application/xml | text/csv; charset=UTF-8",
                "method='json' | <xsl:sequence select=\"map{'a': 1}\"/> | application/xml | application/json",
            })
    void areThoseOfTheOutputOfAStylesheet(String output, String content, String before, String now) {
        String stylesheet =
                "<xsl:stylesheet version='3.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'><xsl:output " + output
                        + "/><xsl:template match='/'>" + content + "</xsl:template></xsl:stylesheet>";
        RouteSpecs route =
                RouteSpecs.route().file("transforms/a.xsl", stylesheet).transformXslt("transforms/a.xsl");
        assertThat(after(route, XML, "content-type: " + before, "content-length: 1"))
                .containsExactly("content-type: " + now);
        assertThat(after(route, XML)).isEmpty();
    }
}
