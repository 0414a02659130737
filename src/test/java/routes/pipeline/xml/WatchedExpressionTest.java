package routes.pipeline.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XPathSelector;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.Xslt30Transformer;
import net.sf.saxon.s9api.XsltCompiler;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import routes.event.Event;
import routes.pipeline.body.EventContext;
import routes.pipeline.body.ResourceFiles;

/** Being watched changes no result: each expression is compared with what Saxon makes of it without the hub. */
class WatchedExpressionTest {

    private static final String BODY = "<r a='1' b='2'><i n='x'><v>3</v></i><i n='y'><v>1</v><v>2</v></i><i/>text</r>";

    @TestFactory
    Stream<DynamicTest> leavesXPathAsItIs() {
        return Stream.of(
                        "//i[2]/v",
                        "//i[last()]",
                        "(//v)[2]",
                        "//v[. > 1]",
                        "//i[v][1]/@n",
                        "//v/ancestor::*/name()",
                        "for $x in //v, $y in 1 to 2 return $x * $y",
                        "let $s := //v return sum($s) div count($s)",
                        "some $x in //v satisfies $x = 3",
                        "every $x in //v satisfies $x > 0",
                        "//v ! string(.)",
                        "sort(//v)",
                        "reverse(//v/string())",
                        "//v = (1, 7)",
                        "(1 to 5)[. mod 2 = 1]",
                        "subsequence(//v, 2, 1)",
                        "distinct-values((1, 1, 2))",
                        "string-join(//v, ',')",
                        "if (//v = 3) then 'a' else //v",
                        "map { 'k': //v }?k",
                        "array { //v }?2",
                        "[1, (2, 3)]?*",
                        "fold-left(1 to 10, 0, function($a, $b) { $a + $b })",
                        "for-each(//v, function($x) { $x + 1 })",
                        "filter(1 to 10, function($x) { $x > 8 })",
                        "(1 to 3) => sum()",
                        "//v/..",
                        "//i except //i[v]",
                        "//i[1] | //i[3]",
                        "//v intersect //i[1]/*",
                        "tokenize('a b c')",
                        "analyze-string('ab', 'a')//*:match",
                        "//i/@n/string()",
                        "/r/*[self::i][v > 1]/v[1]",
                        "exists(//none)",
                        "//v instance of element()+",
                        "count(//i[not(v)])",
                        "//v/xs:decimal(.)",
                        "max(//v)",
                        "//*[@n = 'y']/v[position() = 2]",
                        "head(tail(//v))",
                        "//text()[normalize-space()]",
                        "data(//@*)",
                        "outermost(//*)/name()",
                        "index-of(//v, 1)",
                        "insert-before(//v, 2, 'x')",
                        "remove(//v, 1)",
                        "//v[1] << //v[2]",
                        "serialize(//i[1])",
                        "path((//v)[2])",
                        "deep-equal(//i[1], //i[1])",
                        "xs:integer(//v[1]) + 1",
                        "apply(function($x) { $x }, [//v[1]])",
                        "function-lookup(xs:QName('fn:count'), 1)(//v)",
                        "string-join(for-each-pair(1 to 3, 4 to 6, function($a, $b) { $a * $b }), ' ')",
                        "random-number-generator(1)?number > -1",
                        "format-number(1234.5, '#,##0.00')",
                        "//i[@n]/v[1] + 1 = 2")
                .map(xpath -> DynamicTest.dynamicTest(xpath, () -> {
                    SaxonXml watched = new SaxonXml(new ResourceFiles(Map.of()));
                    XPathSelector ours = watched.xpath(xpath).load();
                    ours.setContextItem(watched.parse(BODY.getBytes(StandardCharsets.UTF_8)));
                    Processor plain = new Processor(false);
                    XPathSelector theirs =
                            plain.newXPathCompiler().compile(xpath).load();
                    theirs.setContextItem(parsed(plain));
                    assertThat(text(ours)).isEqualTo(text(theirs));
                }));
    }

    private static XdmNode parsed(Processor processor) throws SaxonApiException {
        return processor.newDocumentBuilder().build(new StreamSource(new StringReader(BODY)));
    }

    private static String text(XPathSelector selector) {
        try {
            return selector.evaluate().toString();
        } catch (SaxonApiException e) {
            return "failed: " + e.getErrorCode();
        }
    }

    @TestFactory
    Stream<DynamicTest> leavesStylesheetsAsTheyAre() {
        return Stream.of(
                        "<xsl:template match='/'><o><xsl:iterate select='//v'><xsl:param name='s' select='0'/><xsl:param name='l' select='()'/><xsl:on-completion><s><xsl:value-of select='$s, $l'/></s></xsl:on-completion><xsl:choose><xsl:when test='. = 9'><xsl:break/></xsl:when><xsl:otherwise><xsl:next-iteration><xsl:with-param name='s' select='$s + .'/><xsl:with-param name='l' select='$l, .'/></xsl:next-iteration></xsl:otherwise></xsl:choose></xsl:iterate></o></xsl:template>",
                        "<xsl:template match='/'><o><xsl:for-each-group select='//v' group-by='. mod 2'><xsl:sort select='current-grouping-key()'/><g><xsl:copy-of select='current-group()'/></g></xsl:for-each-group><xsl:for-each-group select='//i' group-starting-with='*[v]'><g/></xsl:for-each-group><xsl:for-each-group select='//v' group-adjacent='. > 1'><h/></xsl:for-each-group></o></xsl:template>",
                        "<xsl:mode on-no-match='shallow-copy'/><xsl:template match='v[. > 1]'><w><xsl:apply-templates select='@*, node()'/></w></xsl:template><xsl:template match='i[not(*)]'/>",
                        "<xsl:key name='k' match='v' use='. mod 2'/><xsl:template match='/'><o><xsl:copy-of select='key(\"k\", 1)'/></o></xsl:template>",
                        "<xsl:template match='/'><o><xsl:for-each select='//v'><xsl:sort select='xs:integer(.)' order='descending'/><xsl:sort select='..//@n'/><xsl:number value='position()' format='A'/><xsl:value-of select='.'/></xsl:for-each></o></xsl:template>",
                        "<xsl:template match='/'><o><xsl:apply-templates select='//i' mode='m'><xsl:with-param name='p' select='1, 2' tunnel='yes'/></xsl:apply-templates></o></xsl:template><xsl:template match='i' mode='m'><xsl:param name='p' tunnel='yes'/><xsl:copy><xsl:copy-of select='@*'/><xsl:value-of select='$p, position(), last()'/></xsl:copy></xsl:template>",
                        "<xsl:template match='/'><o><xsl:choose><xsl:when test='//v = 3'><a/></xsl:when><xsl:otherwise><b/></xsl:otherwise></xsl:choose><xsl:if test='//i'>x</xsl:if></o></xsl:template>",
                        "<xsl:template match='/'><o><xsl:analyze-string select='\"a1b22\"' regex='[0-9]+'><xsl:matching-substring><n><xsl:value-of select='regex-group(0)'/></n></xsl:matching-substring><xsl:non-matching-substring><t><xsl:value-of select='.'/></t></xsl:non-matching-substring></xsl:analyze-string></o></xsl:template>",
                        "<xsl:template match='/'><o><xsl:try><xsl:value-of select='1 div 0'/><xsl:catch errors='*'><c/></xsl:catch></xsl:try></o></xsl:template>",
                        "<xsl:template match='/'><o><xsl:where-populated><e><xsl:copy-of select='//none'/></e></xsl:where-populated><p><xsl:copy-of select='//none'/><xsl:on-empty>none</xsl:on-empty></p><q><xsl:on-non-empty>some</xsl:on-non-empty><xsl:copy-of select='//v'/></q></o></xsl:template>",
                        "<xsl:variable name='g' as='element()*' select='//v'/><xsl:template match='/'><o><xsl:variable name='l'><x><xsl:copy-of select='$g'/></x></xsl:variable><xsl:copy-of select='$l/x/v[2]'/><xsl:sequence select='$g[1]'/></o></xsl:template>",
                        "<xsl:template match='/'><xsl:element name='{name(*)}'><xsl:attribute name='a' select='//v'/><xsl:namespace name='p'>u</xsl:namespace><xsl:comment select='//v'/><xsl:processing-instruction name='pi' select='1'/><xsl:text>t</xsl:text><xsl:value-of select='//v' separator='-'/></xsl:element></xsl:template>",
                        "<xsl:function name='f:fact' as='xs:integer'><xsl:param name='n' as='xs:integer'/><xsl:sequence select='if ($n le 1) then 1 else $n * f:fact($n - 1)'/></xsl:function><xsl:function name='f:many'><xsl:param name='s'/><xsl:for-each select='$s'><xsl:sequence select='. * 2'/></xsl:for-each></xsl:function><xsl:template match='/'><o><xsl:value-of select='f:fact(10), f:many(//v), f:many#1(//v[1])'/></o></xsl:template>",
                        "<xsl:template match='/'><o><xsl:variable name='m' as='map(*)'><xsl:map><xsl:map-entry key='1' select='//v'/></xsl:map></xsl:variable><xsl:copy-of select='$m(1)'/></o></xsl:template>",
                        "<xsl:template match='/'><o><xsl:merge><xsl:merge-source select='1 to 3'><xsl:merge-key select='.'/></xsl:merge-source><xsl:merge-source select='2 to 4'><xsl:merge-key select='.'/></xsl:merge-source><xsl:merge-action><m><xsl:value-of select='current-merge-group()'/></m></xsl:merge-action></xsl:merge></o></xsl:template>",
                        "<xsl:template match='/'><o><xsl:perform-sort select='//v'><xsl:sort select='.'/></xsl:perform-sort><xsl:fork><xsl:sequence select='1'/><xsl:sequence select='2'/></xsl:fork></o></xsl:template>",
                        "<xsl:template match='/'><o><xsl:next-match/></o></xsl:template><xsl:template match='/*'><xsl:apply-imports/><n/></xsl:template><xsl:template match='i' priority='2'><p><xsl:next-match/></p></xsl:template><xsl:template match='i' priority='1'><q/></xsl:template>",
                        "<xsl:template match='/'><o><xsl:call-template name='t'><xsl:with-param name='s' select='//v'/></xsl:call-template></o></xsl:template><xsl:template name='t'><xsl:param name='s'/><xsl:param name='d' select='count($s)'/><xsl:if test='$s'><v><xsl:value-of select='$s[1], $d'/></v><xsl:call-template name='t'><xsl:with-param name='s' select='$s[position() gt 1]'/></xsl:call-template></xsl:if></xsl:template>",
                        "<xsl:accumulator name='c' initial-value='0' as='xs:integer'><xsl:accumulator-rule match='v' select='$value + 1'/></xsl:accumulator><xsl:mode use-accumulators='c'/><xsl:template match='/'><o><xsl:value-of select='accumulator-after(\"c\")'/></o></xsl:template>",
                        "<xsl:attribute-set name='s'><xsl:attribute name='z' select='//v'/></xsl:attribute-set><xsl:template match='/'><o xsl:use-attribute-sets='s'><xsl:number select='(//v)[3]' level='any'/><xsl:number select='(//v)[3]' level='multiple' count='i|v'/></o></xsl:template>",
                        "<xsl:param name='p' select='//v'/><xsl:template match='/'><xsl:document><o><xsl:sequence select='$p, string-join($p), (1 to 3)'/></o></xsl:document></xsl:template>",
                        "<xsl:template match='/'><o><xsl:apply-templates select='//text()'/></o></xsl:template><xsl:template match='text()[contains(., \"e\")]'>E</xsl:template><xsl:template match='v/text()[. = 3]'>three</xsl:template><xsl:template match='i[@n=\"y\"]/v[1]/text()'>first</xsl:template>")
                .map(content -> DynamicTest.dynamicTest(content, () -> {
                    String sheet =
                            "<xsl:stylesheet version='3.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform' xmlns:f='f'"
                                    + " xmlns:xs='http://www.w3.org/2001/XMLSchema' exclude-result-prefixes='#all'>"
                                    + content
                                    + "</xsl:stylesheet>";
                    assertThat(ours(sheet)).isEqualTo(theirs(sheet));
                }));
    }

    private static String ours(String sheet) throws Exception {
        EventContext context = new EventContext(Event.of(BODY.getBytes(StandardCharsets.UTF_8)));
        new SaxonXml(new ResourceFiles(Map.of("transforms/a.xsl", sheet.getBytes(StandardCharsets.UTF_8))))
                .stylesheet("transforms/a.xsl")
                .apply(context);
        return new String(context.presentBytes(), StandardCharsets.UTF_8);
    }

    private static String theirs(String sheet) throws SaxonApiException {
        Processor plain = new Processor(false);
        XsltCompiler compiler = plain.newXsltCompiler();
        Xslt30Transformer transformer =
                compiler.compile(new StreamSource(new StringReader(sheet))).load30();
        StringWriter result = new StringWriter();
        transformer.transform(parsed(plain).asSource(), transformer.newSerializer(result));
        return result.toString();
    }
}
