package routes.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import routes.event.RoutingDecision;
import routes.model.DeadLetterReason;
import routes.model.StepSpec.Format;

class XmlTest {

    private static RouteSpecs stylesheet(String content) {
        return RouteSpecs.route()
                .file(
                        "transforms/a.xsl",
                        "<xsl:stylesheet version='3.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'"
                                + " xmlns:f='f' xmlns:xs='http://www.w3.org/2001/XMLSchema'>"
                                + content + "</xsl:stylesheet>")
                .transformXslt("transforms/a.xsl");
    }

    private static RouteSpecs template(String content) {
        return stylesheet("<xsl:template match='/'>" + content + "</xsl:template>");
    }

    @Test
    void evaluatesXPath() {
        RouteSpecs route = RouteSpecs.route().filterXPath("/order/total > 1000");
        assertThat(route.decide("<order><total>1000.01</total></order>")).isInstanceOf(RoutingDecision.Deliver.class);
        assertThat(route.decide("<order><total>1000</total></order>")).isInstanceOf(RoutingDecision.Filtered.class);
        assertThat(route.decide("<order/>")).isInstanceOf(RoutingDecision.Filtered.class);
        assertThat(route.reason("<order><total>s3cret</total></order>")).isEqualTo(DeadLetterReason.EXPRESSION);
        assertThat(route.failure("<order><total>s3cret</total></order>").detail())
                .doesNotContain("s3cret");
        assertThat(RouteSpecs.route().filterXPath("/order").reason("<order/>")).isEqualTo(DeadLetterReason.EXPRESSION);
        assertThat(RouteSpecs.route().filterXPath("1").reason("<order/>")).isEqualTo(DeadLetterReason.EXPRESSION);
        assertThat(RouteSpecs.route().filterXPath("xs:decimal(/a) > 1000.01").decide("<a>1000.0100000000000000001</a>"))
                .isInstanceOf(RoutingDecision.Deliver.class);
    }

    @TestFactory
    Stream<DynamicTest> refusesWhatIsNotPlainXml() {
        return Each.of(
                (String body) -> {
                    assertThat(RouteSpecs.route().filterXPath("true()").reason(body))
                            .isEqualTo(DeadLetterReason.PARSE);
                    assertThat(RouteSpecs.route()
                                    .convert(Format.XML, Format.JSON)
                                    .reason(body))
                            .isEqualTo(DeadLetterReason.PARSE);
                    assertThat(template("x").reason(body)).isEqualTo(DeadLetterReason.PARSE);
                },
                "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
                "<!DOCTYPE a [<!ENTITY x 'lol'><!ENTITY y '&x;&x;&x;'>]><a>&y;</a>",
                "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/x.dtd'><a/>",
                "<a>&x;</a>",
                "<a>",
                "",
                "{}");
    }

    @Test
    void refusesXmlThatIsTooDeep() {
        String deep = "<a>".repeat(501) + "</a>".repeat(501);
        assertThat(RouteSpecs.route().filterXPath("true()").reason(deep)).isEqualTo(DeadLetterReason.PARSE);
        assertThat(RouteSpecs.route().convert(Format.XML, Format.JSON).reason(deep))
                .isEqualTo(DeadLetterReason.PARSE);
    }

    @Test
    void leavesInclusionsAlone() {
        String body =
                "<a><xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file:///etc/passwd' parse='text'/></a>";
        assertThat(RouteSpecs.route().filterXPath("string(/a) = ''").decide(body))
                .isInstanceOf(RoutingDecision.Deliver.class);
    }

    @TestFactory
    Stream<DynamicTest> reachesNothingButTheBody() {
        return Each.of(
                (String expression) -> {
                    RouteSpecs question =
                            RouteSpecs.route().filterXPath("not(string((" + expression + ")[1]) = ('', 'false'))");
                    if (question.problems().isEmpty()) {
                        assertThat(question.decide("<a/>"))
                                .as(expression)
                                .isNotInstanceOf(RoutingDecision.Deliver.class);
                    }
                    RouteSpecs stylesheet = template("<o><xsl:value-of select=\"" + expression + "\"/></o>");
                    if (stylesheet.problems().isEmpty()) {
                        RoutingDecision decision = stylesheet.decide("<a/>");
                        if (decision instanceof RoutingDecision.Deliver) {
                            assertThat(stylesheet.delivered("<a/>")).containsPattern("<o[^>]*(/>|>false</o>)");
                        } else {
                            assertThat(stylesheet.reason("<a/>")).isEqualTo(DeadLetterReason.EXPRESSION);
                        }
                    }
                },
                "doc('file:///etc/passwd')",
                "doc('http://127.0.0.1:1/x')",
                "unparsed-text('file:///etc/passwd')",
                "unparsed-text-lines('/etc/passwd')",
                "json-doc('file:///etc/passwd')",
                "collection('file:///etc')",
                "uri-collection('file:///etc')",
                "environment-variable('PATH')",
                "doc-available('file:///etc/passwd')",
                "unparsed-text-available('/etc/passwd')",
                "transform(map{'stylesheet-location':'file:///etc/passwd'})",
                "Q{java:java.lang.System}getProperty('user.home')",
                "Q{java:java.lang.Runtime}getRuntime()",
                "system-property('user.home')",
                "Q{http://saxon.sf.net/}system-id()");
    }

    @Test
    void refusesADoctypeThatIsHiddenInText() {
        RouteSpecs route = RouteSpecs.route().filterXPath("string(parse-xml(string(/a))) != ''");
        String hidden = "<a><![CDATA[<!DOCTYPE b [<!ENTITY x %s>]><b>&x;</b>]]></a>";
        assertThat(route.reason(hidden.formatted("SYSTEM 'file:///etc/passwd'")))
                .isEqualTo(DeadLetterReason.EXPRESSION);
        assertThat(route.reason(hidden.formatted("'lol'"))).isEqualTo(DeadLetterReason.EXPRESSION);
        assertThat(route.decide("<a><![CDATA[<b>x</b>]]></a>")).isInstanceOf(RoutingDecision.Deliver.class);
        assertThat(RouteSpecs.route()
                        .filterXPath("string(parse-xml-fragment(string(/a))) != ''")
                        .reason(hidden.formatted("'lol'")))
                .isEqualTo(DeadLetterReason.EXPRESSION);
    }

    @Test
    void transformsByStylesheetsThatIncludeFilesOnly() {
        RouteSpecs route = stylesheet("<xsl:include href='parts/b.xsl'/>")
                .file(
                        "transforms/parts/b.xsl",
                        "<xsl:stylesheet version='3.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>"
                                + "<xsl:output omit-xml-declaration='yes'/><xsl:template match='/'><b>"
                                + "<xsl:value-of select='/a'/></b></xsl:template></xsl:stylesheet>");
        assertThat(route.delivered("<a>1</a>")).isEqualTo("<b>1</b>");
        assertThat(stylesheet("<xsl:include href='file:///etc/passwd'/>").problems())
                .hasSize(1);
        assertThat(stylesheet("<xsl:import href='http://127.0.0.1:1/x'/>").problems())
                .hasSize(1);
        assertThat(stylesheet("<xsl:nonsense/>").problems()).hasSize(1);
    }

    @Test
    void refusesSecondDocumentsMessagesAndRecursion() {
        assertThat(template("<xsl:result-document href='file:///tmp/x'><x/></xsl:result-document>")
                        .problems())
                .hasSize(1);
        assertThat(template("<xsl:message terminate='yes'>s3cret</xsl:message>")
                        .failure("<a/>")
                        .detail())
                .doesNotContain("s3cret");
        String endless =
                "<xsl:function name='f:x'><xsl:param name='n'/><xsl:sequence select='1 + f:x($n + 1)'/></xsl:function>"
                        + "<xsl:template match='/'><xsl:value-of select='f:x(1)'/></xsl:template>";
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(stylesheet(endless).reason("<a/>")).isEqualTo(DeadLetterReason.EXPRESSION));
    }

    @Test
    void convertsXmlAndBack() {
        String xml = "<o xmlns:p=\"u\" id=\"1\"><i>a</i><i>b &amp; c</i><p:n>x<z/></p:n></o>";
        String json =
                "{\"o\":{\"@xmlns:p\":\"u\",\"@id\":\"1\",\"i\":[\"a\",\"b & c\"],\"p:n\":{\"z\":\"\",\"#text\":\"x\"}}}";
        assertThat(RouteSpecs.route().convert(Format.XML, Format.JSON).delivered(xml))
                .isEqualTo(json);
        assertThat(RouteSpecs.route()
                        .convert(Format.JSON, Format.XML)
                        .convert(Format.XML, Format.JSON)
                        .delivered(json))
                .isEqualTo(json);
    }

    @TestFactory
    Stream<DynamicTest> refusesJsonThatXmlCannotHold() {
        return Each.of(
                (String body) -> {
                    assertThat(RouteSpecs.route()
                                    .convert(Format.JSON, Format.XML)
                                    .reason(body))
                            .isEqualTo(DeadLetterReason.EXPRESSION);
                },
                "{}",
                "[]",
                "1",
                "{\"a\":1,\"b\":2}",
                "{\"a b\":1}",
                "{\"a\":{\"b\":[[1]]}}",
                "{\"a\":\"\\u0000\"}",
                "{\"p:a\":1}",
                "{\"a\":[1,2]}",
                "{\"a><b\":1}",
                "{\"a\":{\"@x\":{}}}",
                "{\"a\":{\"@x y='1'\":\"\"}}");
    }

    @Test
    void convertsCsv() {
        RouteSpecs route = RouteSpecs.route().convert(Format.CSV, Format.JSON);
        assertThat(route.delivered("a,b\r\n1,\"x,\"\"y\"\"\"\r\n2,\r\n"))
                .isEqualTo("[{\"a\":\"1\",\"b\":\"x,\\\"y\\\"\"},{\"a\":\"2\",\"b\":\"\"}]");
        assertThat(route.reason("a,b\n1\n")).isEqualTo(DeadLetterReason.PARSE);
        assertThat(route.reason("a,b\n1,2,3\n")).isEqualTo(DeadLetterReason.PARSE);
        assertThat(route.reason("a,a\n1,2\n")).isEqualTo(DeadLetterReason.PARSE);
        assertThat(route.reason("a,b\n1,\"x\n")).isEqualTo(DeadLetterReason.PARSE);
        assertThat(route.reason("")).isEqualTo(DeadLetterReason.PARSE);
    }
}
