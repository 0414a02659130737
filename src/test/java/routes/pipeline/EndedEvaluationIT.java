package routes.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import routes.event.Event;
import routes.event.RoutingDecision;
import routes.model.DeadLetterReason;
import routes.pipeline.body.StepWatch;

/** Steps that would work on an event for hours, and are ended from another thread. */
class EndedEvaluationIT {

    private static final String ENDLESS = "(every $i in 1 to 2000000000, $j in 1 to 2000000000 satisfies $i + $j gt 0)";

    private static final String ITEMS = "<r>" + "<i n='x'><v>1</v></i>".repeat(20_000) + "</r>";

    /** The decision about an event whose evaluation is ended while a step is at work. */
    private static RoutingDecision ended(RouteSpecs route, String body) throws Exception {
        Pipeline pipeline = route.compiled();
        StepWatch watch = new StepWatch();
        CompletableFuture<RoutingDecision> decision = new CompletableFuture<>();
        Thread worker = new Thread(() -> decision.complete(watch.watching(() -> {
            watch.begin(3);
            return pipeline.decide(Event.of(body.getBytes(StandardCharsets.UTF_8)));
        })));
        worker.setDaemon(true);
        worker.start();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !watch.at().isEmpty());
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> System.nanoTime() - watch.sinceNanos() > TimeUnit.MILLISECONDS.toNanos(400));
        assertThat(decision.getNow(null)).as("it ended by itself").isNull();
        watch.end(3);
        return decision.get(30, TimeUnit.SECONDS);
    }

    private static void assertEnded(RouteSpecs route, String body) throws Exception {
        assertThat(ended(route, body)).isInstanceOfSatisfying(RoutingDecision.Failed.class, failed -> {
            assertThat(failed.failure().reason()).isEqualTo(DeadLetterReason.OPERATOR);
            assertThat(failed.failure().at()).startsWith("steps[0].");
        });
    }

    @TestFactory
    Stream<DynamicTest> endsAnXPath() {
        return Each.of(
                (String xpath) -> assertEnded(RouteSpecs.route().filterXPath(xpath), ITEMS),
                ENDLESS,
                "sum(1 to 2000000000) + sum(for $i in 1 to 2000000000 return $i) > 0",
                "count((1 to 2000000000)[. mod 2 = 3]) > 0",
                "count(//i[//v = string(@n)]) > 1",
                "some $x in //i, $y in //i satisfies $x/v = $y/@z",
                "fold-left(1 to 2000000000, 0, function($a, $b) { $a + $b }) > 0",
                "exists(sort(//v/string(), (), function($x) { string-join((1 to 100000) ! string(.)) }))",
                "count(distinct-values(for $i in 1 to 100000, $j in 1 to 100000 return $i * $j mod 7)) > 1",
                "max(for $x in 1 to 2000000000 return $x) = 1",
                "count(for-each(1 to 2000000000, function($x) { $x * 2 })[. = 3]) = 1",
                "let $f := function($x) { " + ENDLESS + " } return $f(1)",
                "map { 'a': " + ENDLESS + " }?a",
                "if (" + ENDLESS + ") then true() else false()",
                "deep-equal(1 to 2000000000, (1 to 1999999999, 7))");
    }

    @TestFactory
    Stream<DynamicTest> endsAStylesheet() {
        return Each.of(
                (String content) -> assertEnded(
                        RouteSpecs.route()
                                .file(
                                        "transforms/a.xsl",
                                        "<xsl:stylesheet version='3.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'"
                                                + " xmlns:f='f'>" + content + "</xsl:stylesheet>")
                                .transformXslt("transforms/a.xsl"),
                        ITEMS),
                "<xsl:template match='/'><o><xsl:for-each select='1 to 2000000000'><xsl:if test='. = -1'>x</xsl:if>"
                        + "</xsl:for-each></o></xsl:template>",
                "<xsl:template match='/'><xsl:call-template name='t'><xsl:with-param name='n' select='0'/>"
                        + "</xsl:call-template></xsl:template><xsl:template name='t'><xsl:param name='n'/>"
                        + "<xsl:if test='$n ge 0'><xsl:call-template name='t'><xsl:with-param name='n' select='$n + 1'/>"
                        + "</xsl:call-template></xsl:if></xsl:template>",
                "<xsl:template match='/'><o><xsl:iterate select='1 to 2000000000'><xsl:param name='s' select='0'/>"
                        + "<xsl:on-completion><xsl:value-of select='$s'/></xsl:on-completion><xsl:next-iteration>"
                        + "<xsl:with-param name='s' select='$s + .'/></xsl:next-iteration></xsl:iterate></o></xsl:template>",
                "<xsl:variable name='v' select='" + ENDLESS
                        + "'/><xsl:template match='/'><o><xsl:value-of select='$v'/></o></xsl:template>",
                "<xsl:template match='/'><o><xsl:apply-templates select='//i'/></o></xsl:template>"
                        + "<xsl:template match='i'><xsl:value-of select='count(//v[. = current()/@n])'/></xsl:template>",
                "<xsl:template match='/'><o><xsl:for-each-group select='1 to 2000000000' group-by='. mod 7'>"
                        + "<xsl:value-of select='current-grouping-key()'/></xsl:for-each-group></o></xsl:template>",
                "<xsl:template match='/'><o><xsl:for-each select='//i'><xsl:sort select='count(//v[. = current()/@n])'/>"
                        + "<x/></xsl:for-each></o></xsl:template>",
                "<xsl:template match='/'><o a='{" + ENDLESS + "}'/></xsl:template>",
                "<xsl:function name='f:g'><xsl:param name='n'/><xsl:sequence select='" + ENDLESS
                        + "'/></xsl:function><xsl:template match='/'><o><xsl:value-of select='f:g(1)'/></o></xsl:template>",
                "<xsl:template match='/'><o><xsl:try><xsl:value-of select='" + ENDLESS
                        + "'/><xsl:catch><x/></xsl:catch></xsl:try></o></xsl:template>",
                "<xsl:template match='/'><o><xsl:for-each select='1 to 2000000000'><xsl:try><xsl:if test='. = -1'>x</xsl:if>"
                        + "<xsl:catch><x/></xsl:catch></xsl:try></xsl:for-each></o></xsl:template>",
                "<xsl:key name='k' match='v' use='" + ENDLESS
                        + "'/><xsl:template match='/'><o><xsl:value-of select='count(key(\"k\", true()))'/></o></xsl:template>",
                "<xsl:template match='/'><o><xsl:apply-templates select='//i'/></o></xsl:template><xsl:template match='i["
                        + ENDLESS + "]'><y/></xsl:template>");
    }

    @Test
    void doesNotEndTheEvaluationForAnotherEvent() {
        StepWatch watch = new StepWatch();
        Pipeline pipeline = RouteSpecs.route().filterXPath("count(//v) = 1").compiled();
        RoutingDecision decision = watch.watching(() -> {
            watch.begin(0);
            watch.end(0);
            watch.begin(1);
            watch.end(0);
            return pipeline.decide(Event.of("<v/>".getBytes(StandardCharsets.UTF_8)));
        });
        assertThat(decision).isInstanceOf(RoutingDecision.Deliver.class);
    }

    @Test
    void endsAJqExpressionLongBeforeItsLimit() {
        StepWatch watch = new StepWatch();
        Pipeline pipeline = RouteSpecs.route()
                .filter("[limit(3000000; repeat(1))] | length > 0")
                .compiled();
        RoutingDecision decision = watch.watching(() -> {
            watch.begin(0);
            watch.end(0);
            return pipeline.decide(Event.of("{}".getBytes(StandardCharsets.UTF_8)));
        });
        assertThat(decision)
                .isInstanceOfSatisfying(
                        RoutingDecision.Failed.class,
                        failed -> assertThat(failed.failure().reason()).isEqualTo(DeadLetterReason.OPERATOR));
    }

    @Test
    void keepsTailCallsAndResultsOfStylesheets() {
        String sheet = "<xsl:stylesheet version='3.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform' xmlns:f='f'>"
                + "<xsl:output omit-xml-declaration='yes'/><xsl:function name='f:g'><xsl:param name='n'/>"
                + "<xsl:sequence select='if ($n gt 300000) then $n else f:g($n + 1)'/></xsl:function>"
                + "<xsl:template match='/'><o><xsl:for-each select='//v'><xsl:sort select='.' order='descending'/>"
                + "<xsl:copy-of select='.'/></xsl:for-each><xsl:value-of select='f:g(1)'/></o></xsl:template></xsl:stylesheet>";
        RouteSpecs route = RouteSpecs.route().file("transforms/a.xsl", sheet).transformXslt("transforms/a.xsl");
        assertThat(route.delivered("<r><v>1</v><v>3</v><v>2</v></r>"))
                .isEqualTo("<o xmlns:f=\"f\"><v>3</v><v>2</v><v>1</v>300001</o>");
    }
}
