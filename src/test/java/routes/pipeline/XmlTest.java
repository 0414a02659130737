package routes.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import routes.event.Failure;
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

    @TestFactory
    Stream<DynamicTest> convertsXmlAndBack() {
        return Each.of(
                (String xml, String none, String json) -> {
                    String unescaped = xml.translateEscapes();
                    assertThat(RouteSpecs.route()
                                    .convert(Format.XML, Format.JSON)
                                    .delivered(unescaped))
                            .isEqualTo(json);
                    assertThat(RouteSpecs.route()
                                    .convert(Format.JSON, Format.XML)
                                    .convert(Format.XML, Format.JSON)
                                    .delivered(json))
                            .isEqualTo(json);
                },
                "<o xmlns:p='u' id='1'><i>a</i><i>b &amp; c</i><p:n>x</p:n></o> § to § "
                        + "{\"o\":{\"@xmlns:p\":\"u\",\"@id\":\"1\",\"i\":[\"a\",\"b & c\"],\"p:n\":\"x\"}}",
                "<p>Hello <b>big</b> <i>x</i>!</p> § to § "
                        + "{\"p\":{\"#content\":[\"Hello \",{\"b\":\"big\"},\" \",{\"i\":\"x\"},\"!\"]}}",
                "<p id='1'>a<b/>c</p> § to § {\"p\":{\"@id\":\"1\",\"#content\":[\"a\",{\"b\":\"\"},\"c\"]}}",
                "<p><b/>a<b/></p> § to § {\"p\":{\"#content\":[{\"b\":\"\"},\"a\",{\"b\":\"\"}]}}",
                "<p><q>a<b>c<d/></b></q>\n</p> § to § "
                        + "{\"p\":{\"q\":{\"#content\":[\"a\",{\"b\":{\"#content\":[\"c\",{\"d\":\"\"}]}}]}}}",
                "<p>a<!-- c -->b<c/></p> § to § {\"p\":{\"#content\":[\"ab\",{\"c\":\"\"}]}}",
                "<p><![CDATA[<a>]]> &amp; b<c/></p> § to § {\"p\":{\"#content\":[\"<a> & b\",{\"c\":\"\"}]}}",
                "<p>\u2003<b/></p> § to § {\"p\":{\"#content\":[\"\u2003\",{\"b\":\"\"}]}}",
                "<p>\n  <b/>\n  <b/>\n</p> § to § {\"p\":{\"b\":[\"\",\"\"]}}",
                "<p xml:space='preserve'> <b/></p> § to § "
                        + "{\"p\":{\"@xml:space\":\"preserve\",\"#content\":[\" \",{\"b\":\"\"}]}}",
                "<p xml:space='preserve'><q xml:space='default'> <b/></q></p> § to § "
                        + "{\"p\":{\"@xml:space\":\"preserve\",\"q\":{\"@xml:space\":\"default\",\"b\":\"\"}}}",
                "<p> a </p> § to § {\"p\":\" a \"}",
                "<p x='1'> a </p> § to § {\"p\":{\"@x\":\"1\",\"#text\":\" a \"}}",
                "<p x='1'> </p> § to § {\"p\":{\"@x\":\"1\",\"#text\":\" \"}}",
                "<p x='1'/> § to § {\"p\":{\"@x\":\"1\"}}",
                "<p x='1'><x>2</x></p> § to § {\"p\":{\"@x\":\"1\",\"x\":\"2\"}}",
                "<p xmlns='u'><q:a xmlns:q='v' q:b='1'/></p> § to § "
                        + "{\"p\":{\"@xmlns\":\"u\",\"q:a\":{\"@xmlns:q\":\"v\",\"@q:b\":\"1\"}}}");
    }

    @TestFactory
    Stream<DynamicTest> dropsWhatJsonHasNoPlaceFor() {
        return Each.of(
                (String xml, String none, String json) -> assertThat(RouteSpecs.route()
                                .convert(Format.XML, Format.JSON)
                                .delivered(xml))
                        .isEqualTo(json),
                "<?x y?><!-- z --><a><?x y?><b/><!-- z --></a> § to § {\"a\":{\"b\":\"\"}}",
                "<o><a>1</a><b>2</b><a>3</a></o> § to § {\"o\":{\"a\":[\"1\",\"3\"],\"b\":\"2\"}}");
    }

    @Test
    void writesTextAndElementsInTheirOrder() {
        RouteSpecs route = RouteSpecs.route().convert(Format.JSON, Format.XML);
        String head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
        assertThat(route.delivered(
                        "{\"p\":{\"@id\":1,\"#content\":[\"a \",{\"b\":[\"x\",\"y\"]},true,null,{\"c\":null}]}}"))
                .isEqualTo(head + "<p id=\"1\">a <b>x</b><b>y</b>true<c></c></p>");
        assertThat(route.delivered("{\"p\":{\"@a\":null,\"b\":null,\"c\":[],\"d\":[null,false],\"e\":1.50,\"f\":{}}}"))
                .isEqualTo(head + "<p a=\"\"><b></b><d></d><d>false</d><e>1.50</e><f></f></p>");
        assertThat(route.delivered("{\"p\":\"a\\r\\n\\t<&>\\\"\"}"))
                .isEqualTo(head + "<p>a&#13;&#10;&#9;&#60;&#38;&#62;&#34;</p>");
    }

    @TestFactory
    Stream<DynamicTest> refusesJsonThatXmlCannotHoldAndSaysWhereAndWhy() {
        return Each.of(
                (String body, String none, String detail) -> {
                    Failure failure =
                            RouteSpecs.route().convert(Format.JSON, Format.XML).failure(body);
                    assertThat(failure.reason()).isEqualTo(DeadLetterReason.EXPRESSION);
                    assertThat(failure.detail()).contains(detail).doesNotContain("s3cret");
                },
                "{} § to § an object with a single field",
                "[] § to § an object with a single field",
                "1 § to § an object with a single field",
                "{\"a\":1,\"b\":2} § to § an object with a single field",
                "{\"a\":[1,2]} § to § an object with a single field",
                "{\"a b\":1} § to § /a b is not a valid name",
                "{\"a\":{\"1\":\"s3cret\"}} § to § /a/1 is not a valid name",
                "{\"a><b\":1} § to § /a><b is not a valid name",
                "{\"a\":{\"\":1}} § to § /a/ is not a valid name",
                "{\"a\":{\"#x\":1}} § to § /a/#x is not a valid name",
                "{\"a\":{\"@\":1}} § to § /a/@ is not a valid name",
                "{\"a\":{\"@x y='1'\":\"\"}} § to § /a/@x y='1' is not a valid name",
                "{\"a\":{\"a\\ud800\":1}} § to § /a/a? is not a valid name",
                "{\"a\":{\"b\":[[\"s3cret\"]]}} § to § /a/b/0 is a list within a list",
                "{\"a\":{\"@x\":{}}} § to § /a/@x is a list or object where XML can only have text",
                "{\"a\":{\"@x\":[1]}} § to § /a/@x is a list or object",
                "{\"a\":{\"#text\":{\"b\":\"s3cret\"}}} § to § /a/#text is a list or object",
                "{\"a\":{\"#content\":\"s3cret\"}} § to § /a/#content must be a list",
                "{\"a\":{\"#content\":[[1]]}} § to § /a/#content/0 is a list or object",
                "{\"a\":{\"#content\":[{\"b\":1,\"c\":2}]}} § to § /a/#content/0 must be text, or an object with a single",
                "{\"a\":{\"#content\":[{\"@b\":1}]}} § to § /a/#content/0 must be text, or an object with a single",
                "{\"a\":{\"#content\":[],\"b\":1}} § to § /a has other fields beside #content",
                "{\"a\":{\"#content\":[],\"#text\":\"s3cret\"}} § to § /a has other fields beside #content",
                "{\"p:a\":1} § to § /p:a has a prefix that is not declared; add '@xmlns:p'",
                "{\"a\":{\"b\":{\"@xmlns:p\":\"u\"},\"p:c\":1}} § to § /a/p:c has a prefix that is not declared",
                "{\"a\":{\"@p:b\":1}} § to § /a/@p:b has a prefix that is not declared",
                "{\"a\":{\"@xmlns:p\":\"\"}} § to § a namespace is declared as XML does not allow",
                "{\"a\":{\"@xmlns:p\":\"u\",\"@xmlns:q\":\"u\",\"@p:b\":1,\"@q:b\":1}} § to § the same attribute twice",
                "{\"a\":\"s3cret\\u0000\"} § to § /a contains U+0000 which XML cannot represent",
                "{\"a\":{\"@b\":\"\\u001b\"}} § to § /a/@b contains U+001B",
                "{\"a\":{\"b\":[1,\"\\ufffe\"]}} § to § /a/b/1 contains U+FFFE",
                "{\"a\":{\"#text\":\"s3cret\\ud800\"}} § to § /a/#text contains U+D800, an unpaired surrogate, which XML",
                "{\"a\":\"\\udc00\\ud800\"} § to § /a contains U+DC00, an unpaired surrogate",
                "{\"a\":{\"#content\":[\"\\ud800\"]}} § to § /a/#content/0 contains U+D800");
    }
}
