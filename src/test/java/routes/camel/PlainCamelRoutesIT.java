package routes.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;
import static routes.camel.PlainCamelRoutesFixture.SOON;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import routes.control.Halt;
import routes.control.RouteStatus;
import routes.control.RouteStatus.State;

class PlainCamelRoutesIT {

    private PlainCamelRoutesFixture camel;

    @BeforeEach
    void open() {
        camel = new PlainCamelRoutesFixture();
        Bench.reset();
    }

    @AfterEach
    void close() {
        Bench.gate.countDown();
        camel.close();
    }

    /** What the routes of these tests call. */
    public static final class Bench {

        static final AtomicInteger CALLS = new AtomicInteger();
        static final AtomicBoolean UNFIT = new AtomicBoolean();
        static CountDownLatch gate = new CountDownLatch(0);

        static void reset() {
            CALLS.set(0);
            UNFIT.set(false);
            gate = new CountDownLatch(0);
        }

        public void count() {
            CALLS.incrementAndGet();
        }

        public void fail() {
            throw new IllegalStateException("as ordered");
        }

        public void block() throws InterruptedException {
            gate.await();
        }
    }

    /** A bean that takes as long to make as the test wants. */
    public static final class Slow {
        public Slow() throws InterruptedException {
            Bench.gate.await();
        }
    }

    private static String ticking(String id, String method) {
        return """
                - beans:
                    - name: bench
                      type: "%s"
                - route:
                    id: %s
                    from:
                      uri: timer:%s?period=20&delay=0
                      steps:
                        - bean: { ref: bench, method: %s }
                """.formatted(Bench.class.getName(), id, id, method);
    }

    private long completed(String route) {
        return camel.route(route).outcomes().get("completed");
    }

    @Test
    void waitsUntilItMayBegin() {
        camel.with("camel/a.yaml", ticking("a", "count"));
        assertThat(camel.names()).isEmpty();

        camel.begun();

        camel.awaitState("camel:a", State.UP);
    }

    @Test
    void countsWhatARouteIsGivenAndWhatCameOfIt() {
        camel.with("camel/a.yaml", ticking("good", "count"))
                .with("camel/b.yaml", "- errorHandler: { noErrorHandler: {} }\n" + ticking("bad", "fail"))
                .begun();

        await().atMost(SOON).until(() -> camel.names().size() == 2 && completed("camel:good") > 3);
        await().atMost(SOON).until(() -> camel.route("camel:bad").outcomes().get("failed") > 3);
        assertThat(camel.route("camel:good").outcomes()).contains(entry("failed", 0L));
        assertThat(camel.route("camel:good").received()).isGreaterThan(3);
        assertThat(completed("camel:bad")).isZero();
        assertThat(camel.camelRoutes.has("camel:good")).isTrue();
        assertThat(camel.camelRoutes.has("good")).isFalse();
        await().atMost(SOON).until(() -> camel.shown.size() == 2);
    }

    @Test
    void replacesTheRoutesOfAChangedFileAndNoOthers() {
        // given
        camel.with("camel/a.yaml", ticking("a", "count"))
                .with("camel/b.yaml", ticking("b", "count"))
                .begun();
        camel.awaitState("camel:a", State.UP);
        camel.awaitState("camel:b", State.UP);
        RouteStatus before = camel.route("camel:b");
        await().atMost(SOON).until(() -> completed("camel:a") > 0);
        long counted = completed("camel:a");
        // when
        camel.with(
                "camel/a.yaml",
                ticking("a", "count")
                        + ticking("more", "count").substring(ticking("", "").indexOf("- route")));
        // then
        camel.awaitState("camel:more", State.UP);
        camel.awaitState("camel:a", State.UP);
        assertThat(completed("camel:a")).isGreaterThanOrEqualTo(counted);
        assertThat(camel.route("camel:b").since()).isEqualTo(before.since());
        // when
        camel.with("camel/a.yaml", ticking("other", "count"));
        // then
        camel.awaitNames("camel:other", "camel:b");
        await().atMost(SOON).until(() -> camel.shown.size() == 2 && camel.shown.contains("camel:other"));
    }

    @Test
    void goesOnWithWhatWasSoundAndSaysWhatIsWrong() {
        // given
        camel.with("camel/a.yaml", ticking("a", "count")).begun();
        camel.awaitState("camel:a", State.UP);
        // when
        camel.with("camel/a.yaml", ticking("a", "count").replace("timer:", "tmer:"));
        // then
        await().atMost(SOON).until(() -> !camel.problems().isEmpty());
        assertThat(camel.problems())
                .singleElement()
                .asString()
                .startsWith("camel/a.yaml:4:")
                .contains("tmer");
        assertThat(camel.route("camel:a").change()).isEqualTo(camel.problems());
        assertThat(camel.route("camel:a").state()).isEqualTo(State.UP);
        int calls = Bench.CALLS.get();
        await().atMost(SOON).until(() -> Bench.CALLS.get() > calls + 3);
        // when
        camel.with("camel/a.yaml", ticking("a", "count"));
        // then
        await().atMost(SOON).until(() -> camel.problems().isEmpty());
        assertThat(camel.route("camel:a").change()).isEmpty();
    }

    @Test
    void namesAFileThatIsWrongFromTheStart() {
        camel.with("camel/a.yaml", "- form: timer:a\n").begun();

        camel.awaitState("camel:a.yaml", State.INVALID);
        assertThat(camel.route("camel:a.yaml").problems()).isEqualTo(camel.problems());
        camel.without("camel/a.yaml");
        camel.awaitNames();
        assertThat(camel.problems()).isEmpty();
    }

    @Test
    void stopsTheRoutesOfAFileThatIsGoneAndNotOfOneThatCannotBeRead() {
        // given
        camel.with("camel/a.yaml", ticking("a", "count"))
                .with("camel/b.yaml", ticking("b", "count"))
                .begun();
        camel.awaitState("camel:a", State.UP);
        camel.awaitState("camel:b", State.UP);
        // when
        camel.withUnreadable("camel/a.yaml");
        // then
        camel.awaitState("camel:a", State.UP);
        // when
        camel.without("camel/b.yaml");
        // then
        camel.awaitNames();
        int calls = Bench.CALLS.get();
        await().during(Duration.ofMillis(200)).until(() -> Bench.CALLS.get() == calls);
        await().atMost(SOON).until(camel.shown::isEmpty);
    }

    @Test
    void givesAnIdToOneFileAtATime() {
        // given
        camel.with("camel/a.yaml", ticking("same", "count")).begun();
        camel.awaitState("camel:same", State.UP);
        // when
        camel.with("camel/b.yaml", ticking("same", "count"));
        // then
        camel.awaitState("camel:b.yaml", State.INVALID);
        assertThat(camel.problems())
                .containsExactly("camel/b.yaml:4:1: the route 'same' already exists in camel/a.yaml; use another id");
        // when
        camel.without("camel/a.yaml");
        // then
        camel.awaitNames("camel:same");
        camel.awaitState("camel:same", State.UP);
        assertThat(camel.problems()).isEmpty();
    }

    @Test
    void letsTwoFilesExchangeTheirIds() {
        // given
        camel.with("camel/a.yaml", ticking("x", "count"))
                .with("camel/b.yaml", ticking("y", "count"))
                .begun();
        camel.awaitState("camel:x", State.UP);
        camel.awaitState("camel:y", State.UP);
        // when
        camel.with("camel/a.yaml", ticking("y", "count")).with("camel/b.yaml", ticking("x", "count"));
        // then
        await().atMost(SOON)
                .until(() -> camel.problems().isEmpty() && camel.names().equals(List.of("camel:y", "camel:x")));
        camel.awaitState("camel:x", State.UP);
        camel.awaitState("camel:y", State.UP);
    }

    @Test
    void triesAgainWhatCouldNotBeStarted() {
        camel.with("camel/a.yaml", """
                - route: { id: first, from: { uri: direct:taken, steps: [ log: a ] } }
                - route: { id: second, from: { uri: direct:taken, steps: [ log: a ] } }
                """).begun();

        camel.awaitState("camel:second", State.WAITING);
        await().atMost(SOON).until(() -> !camel.route("camel:second").problems().isEmpty());
        assertThat(camel.route("camel:first").state()).isEqualTo(State.UP);
        assertThat(camel.route("camel:second").problems())
                .singleElement()
                .asString()
                .startsWith("the route could not be started: ")
                .contains("direct://taken");
        // when
        camel.halt("camel:first", Halt.Kind.STOPPED);
        // then
        camel.awaitState("camel:second", State.UP);
    }

    @Test
    void obeysOperators() {
        camel.halt("camel:a", Halt.Kind.PAUSED);
        camel.with("camel/a.yaml", ticking("a", "count")).begun();
        camel.awaitState("camel:a", State.PAUSED);
        assertThat(camel.route("camel:a").problems()).isEmpty();
        assertNothingRuns();

        camel.resume("camel:a");
        camel.awaitState("camel:a", State.UP);
        awaitSomethingRuns();

        camel.halt("camel:a", Halt.Kind.STOPPED);
        camel.awaitState("camel:a", State.STOPPED);
        await().atMost(SOON).until(() -> camel.route("camel:a").inFlight() == 0);
        assertNothingRuns();

        camel.halt("camel:a", Halt.Kind.PAUSED);
        camel.awaitState("camel:a", State.PAUSED);
        assertNothingRuns();

        camel.resume("camel:a");
        camel.awaitState("camel:a", State.UP);
        awaitSomethingRuns();
    }

    private static void assertNothingRuns() {
        await().during(Duration.ofMillis(200)).atMost(SOON).until(new Steady()::isSo);
    }

    /** Whether nothing was called since it was asked last. */
    private static final class Steady {

        private int calls = -1;

        boolean isSo() {
            boolean same = Bench.CALLS.get() == calls;
            calls = Bench.CALLS.get();
            return same;
        }
    }

    private static void awaitSomethingRuns() {
        int calls = Bench.CALLS.get();
        await().atMost(SOON).until(() -> Bench.CALLS.get() > calls + 3);
    }

    @Test
    void startsARouteWithoutAutoStartupOnCommand() {
        camel.with("camel/a.yaml", ticking("a", "count").replace("id: a", "id: a\n    autoStartup: false"))
                .begun();
        camel.awaitState("camel:a", State.STOPPED);
        assertThat(camel.route("camel:a").problems()).hasSize(1);

        camel.camelRoutes.restart("camel:a");

        camel.awaitState("camel:a", State.UP);
    }

    @Test
    void comesBackAfterItHasStoppedItself() {
        // given
        camel.with("camel/b.yaml", ticking("b", "count"));
        camel.with("camel/a.yaml", """
                - route:
                    id: stops
                    from:
                      uri: timer:stops?repeatCount=1
                      steps:
                        - to: seda:stop
                - from:
                    uri: seda:stop
                    steps:
                      - setBody: { simple: "${camelContext.stop()}" }
                """).begun();
        // then
        camel.awaitState("camel:stops", State.STOPPED);
        assertThat(camel.route("camel:stops").problems())
                .singleElement()
                .asString()
                .contains("the Camel context of camel/a.yaml was stopped");
        camel.awaitState("camel:b", State.UP);
        // when
        long before = camel.route("camel:stops").received();
        camel.camelRoutes.restart("camel:stops");
        // then
        await().atMost(SOON).until(() -> camel.route("camel:stops").received() > before);
    }

    @Test
    void letsNoFileThatBlocksHoldUpAnother() {
        // given
        Bench.gate = new CountDownLatch(1);
        camel.with("camel/slow.yaml", """
                - beans:
                    - name: slow
                      type: "%s"
                - from: { uri: timer:a, steps: [ log: a ] }
                """.formatted(Slow.class.getName()))
                .with("camel/blocks.yaml", ticking("blocks", "block"))
                .with("camel/good.yaml", ticking("good", "count"))
                .begun();
        // then
        camel.awaitState("camel:good", State.UP);
        camel.awaitState("camel:blocks", State.UP);
        await().atMost(SOON).until(() -> camel.route("camel:blocks").inFlight() == 1);
        // when
        camel.with("camel/slow.yaml", ticking("mended", "count")).with("camel/blocks.yaml", ticking("blocks", "count"));
        // then
        camel.awaitState("camel:mended", State.UP);
        await().atMost(SOON).until(() -> completed("camel:blocks") > 3);
        awaitSomethingRuns();
    }

    @Test
    void leavesInTimeWhateverBlocks() {
        // given
        Bench.gate = new CountDownLatch(1);
        camel.with("camel/blocks.yaml", ticking("blocks", "block")).begun();
        await().atMost(SOON)
                .until(() ->
                        camel.names().size() == 1 && camel.route("camel:blocks").inFlight() == 1);
        // when
        long start = System.nanoTime();
        camel.camelRoutes.leave().join();
        // then
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }
}
