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

    private PlainCamelRoutesFixture house;

    @BeforeEach
    void open() {
        house = new PlainCamelRoutesFixture();
        Bench.reset();
    }

    @AfterEach
    void close() {
        Bench.gate.countDown();
        house.close();
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
        return house.route(route).outcomes().get("completed");
    }

    @Test
    void waitsUntilItMayBegin() {
        house.with("camel/a.yaml", ticking("a", "count"));
        assertThat(house.names()).isEmpty();

        house.begun();

        house.awaitState("camel:a", State.UP);
    }

    @Test
    void countsWhatARouteIsGivenAndWhatCameOfIt() {
        house.with("camel/a.yaml", ticking("good", "count"))
                .with("camel/b.yaml", ticking("bad", "fail"))
                .begun();

        await().atMost(SOON).until(() -> house.names().size() == 2 && completed("camel:good") > 3);
        await().atMost(SOON).until(() -> house.route("camel:bad").outcomes().get("failed") > 3);
        assertThat(house.route("camel:good").outcomes()).contains(entry("failed", 0L));
        assertThat(house.route("camel:good").received()).isGreaterThan(3);
        assertThat(completed("camel:bad")).isZero();
        assertThat(house.guests.has("camel:good")).isTrue();
        assertThat(house.guests.has("good")).isFalse();
        await().atMost(SOON).until(() -> house.shown.size() == 2);
    }

    @Test
    void replacesTheRoutesOfAChangedFileAndNoOthers() {
        // given
        house.with("camel/a.yaml", ticking("a", "count"))
                .with("camel/b.yaml", ticking("b", "count"))
                .begun();
        house.awaitState("camel:a", State.UP);
        house.awaitState("camel:b", State.UP);
        RouteStatus before = house.route("camel:b");
        await().atMost(SOON).until(() -> completed("camel:a") > 0);
        long counted = completed("camel:a");
        // when
        house.with(
                "camel/a.yaml",
                ticking("a", "count")
                        + ticking("more", "count").substring(ticking("", "").indexOf("- route")));
        // then
        house.awaitState("camel:more", State.UP);
        house.awaitState("camel:a", State.UP);
        assertThat(completed("camel:a")).isGreaterThanOrEqualTo(counted);
        assertThat(house.route("camel:b").since()).isEqualTo(before.since());
        // when
        house.with("camel/a.yaml", ticking("other", "count"));
        // then
        house.awaitNames("camel:other", "camel:b");
        await().atMost(SOON).until(() -> house.shown.size() == 2 && house.shown.contains("camel:other"));
    }

    @Test
    void goesOnWithWhatWasSoundAndSaysWhatIsWrong() {
        // given
        house.with("camel/a.yaml", ticking("a", "count")).begun();
        house.awaitState("camel:a", State.UP);
        // when
        house.with("camel/a.yaml", ticking("a", "count").replace("timer:", "tmer:"));
        // then
        await().atMost(SOON).until(() -> !house.problems().isEmpty());
        assertThat(house.problems())
                .singleElement()
                .asString()
                .startsWith("camel/a.yaml:4:")
                .contains("tmer");
        assertThat(house.route("camel:a").change()).isEqualTo(house.problems());
        assertThat(house.route("camel:a").state()).isEqualTo(State.UP);
        int calls = Bench.CALLS.get();
        await().atMost(SOON).until(() -> Bench.CALLS.get() > calls + 3);
        // when
        house.with("camel/a.yaml", ticking("a", "count"));
        // then
        await().atMost(SOON).until(() -> house.problems().isEmpty());
        assertThat(house.route("camel:a").change()).isEmpty();
    }

    @Test
    void namesAFileThatIsWrongFromTheStart() {
        house.with("camel/a.yaml", "- form: timer:a\n").begun();

        house.awaitState("camel:a.yaml", State.INVALID);
        assertThat(house.route("camel:a.yaml").problems()).isEqualTo(house.problems());
        house.without("camel/a.yaml");
        house.awaitNames();
        assertThat(house.problems()).isEmpty();
    }

    @Test
    void stopsTheRoutesOfAFileThatIsGoneAndNotOfOneThatCannotBeRead() {
        // given
        house.with("camel/a.yaml", ticking("a", "count"))
                .with("camel/b.yaml", ticking("b", "count"))
                .begun();
        house.awaitState("camel:a", State.UP);
        house.awaitState("camel:b", State.UP);
        // when
        house.withUnreadable("camel/a.yaml");
        // then
        house.awaitState("camel:a", State.UP);
        // when
        house.without("camel/b.yaml");
        // then
        house.awaitNames();
        int calls = Bench.CALLS.get();
        await().during(Duration.ofMillis(200)).until(() -> Bench.CALLS.get() == calls);
        await().atMost(SOON).until(house.shown::isEmpty);
    }

    @Test
    void givesAnIdToOneFileAtATime() {
        // given
        house.with("camel/a.yaml", ticking("same", "count")).begun();
        house.awaitState("camel:same", State.UP);
        // when
        house.with("camel/b.yaml", ticking("same", "count"));
        // then
        house.awaitState("camel:b.yaml", State.INVALID);
        assertThat(house.problems())
                .containsExactly("camel/b.yaml:4:1: the route 'same' already exists in camel/a.yaml; use another id");
        // when
        house.without("camel/a.yaml");
        // then
        house.awaitNames("camel:same");
        house.awaitState("camel:same", State.UP);
        assertThat(house.problems()).isEmpty();
    }

    @Test
    void letsTwoFilesExchangeTheirIds() {
        // given
        house.with("camel/a.yaml", ticking("x", "count"))
                .with("camel/b.yaml", ticking("y", "count"))
                .begun();
        house.awaitState("camel:x", State.UP);
        house.awaitState("camel:y", State.UP);
        // when
        house.with("camel/a.yaml", ticking("y", "count")).with("camel/b.yaml", ticking("x", "count"));
        // then
        await().atMost(SOON)
                .until(() -> house.problems().isEmpty() && house.names().equals(List.of("camel:y", "camel:x")));
        house.awaitState("camel:x", State.UP);
        house.awaitState("camel:y", State.UP);
    }

    @Test
    void triesAgainWhatCouldNotBeStarted() {
        house.with("camel/a.yaml", """
                - route: { id: first, from: { uri: direct:taken, steps: [ log: a ] } }
                - route: { id: second, from: { uri: direct:taken, steps: [ log: a ] } }
                """).begun();

        house.awaitState("camel:second", State.WAITING);
        await().atMost(SOON).until(() -> !house.route("camel:second").problems().isEmpty());
        assertThat(house.route("camel:first").state()).isEqualTo(State.UP);
        assertThat(house.route("camel:second").problems())
                .singleElement()
                .asString()
                .startsWith("the route could not be started: ")
                .contains("direct://taken");
        // when
        house.halt("camel:first", Halt.Kind.STOPPED);
        // then
        house.awaitState("camel:second", State.UP);
    }

    @Test
    void obeysOperators() {
        house.halt("camel:a", Halt.Kind.PAUSED);
        house.with("camel/a.yaml", ticking("a", "count")).begun();
        house.awaitState("camel:a", State.PAUSED);
        assertThat(house.route("camel:a").problems()).isEmpty();
        assertNothingRuns();

        house.resume("camel:a");
        house.awaitState("camel:a", State.UP);
        awaitSomethingRuns();

        house.halt("camel:a", Halt.Kind.STOPPED);
        house.awaitState("camel:a", State.STOPPED);
        await().atMost(SOON).until(() -> house.route("camel:a").inFlight() == 0);
        assertNothingRuns();

        house.halt("camel:a", Halt.Kind.PAUSED);
        house.awaitState("camel:a", State.PAUSED);
        assertNothingRuns();

        house.resume("camel:a");
        house.awaitState("camel:a", State.UP);
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
    void startsWhatDoesNotStartByItselfWhenItIsToldTo() {
        house.with("camel/a.yaml", ticking("a", "count").replace("id: a", "id: a\n    autoStartup: false"))
                .begun();
        house.awaitState("camel:a", State.STOPPED);
        assertThat(house.route("camel:a").problems()).hasSize(1);

        house.guests.restart("camel:a");

        house.awaitState("camel:a", State.UP);
    }

    @Test
    void comesBackAfterItHasStoppedItself() {
        // given
        house.with("camel/b.yaml", ticking("b", "count"));
        house.with("camel/a.yaml", """
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
        house.awaitState("camel:stops", State.STOPPED);
        assertThat(house.route("camel:stops").problems())
                .singleElement()
                .asString()
                .contains("the Camel context of camel/a.yaml was stopped");
        house.awaitState("camel:b", State.UP);
        // when
        long before = house.route("camel:stops").received();
        house.guests.restart("camel:stops");
        // then
        await().atMost(SOON).until(() -> house.route("camel:stops").received() > before);
    }

    @Test
    void letsNoFileThatBlocksHoldUpAnother() {
        // given
        Bench.gate = new CountDownLatch(1);
        house.with("camel/slow.yaml", """
                - beans:
                    - name: slow
                      type: "%s"
                - from: { uri: timer:a, steps: [ log: a ] }
                """.formatted(Slow.class.getName()))
                .with("camel/blocks.yaml", ticking("blocks", "block"))
                .with("camel/good.yaml", ticking("good", "count"))
                .begun();
        // then
        house.awaitState("camel:good", State.UP);
        house.awaitState("camel:blocks", State.UP);
        await().atMost(SOON).until(() -> house.route("camel:blocks").inFlight() == 1);
        // when
        house.with("camel/slow.yaml", ticking("mended", "count")).with("camel/blocks.yaml", ticking("blocks", "count"));
        // then
        house.awaitState("camel:mended", State.UP);
        await().atMost(SOON).until(() -> completed("camel:blocks") > 3);
        awaitSomethingRuns();
    }

    @Test
    void leavesInTimeWhateverBlocks() {
        // given
        Bench.gate = new CountDownLatch(1);
        house.with("camel/blocks.yaml", ticking("blocks", "block")).begun();
        await().atMost(SOON)
                .until(() ->
                        house.names().size() == 1 && house.route("camel:blocks").inFlight() == 1);
        // when
        long start = System.nanoTime();
        house.guests.leave().join();
        // then
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }
}
