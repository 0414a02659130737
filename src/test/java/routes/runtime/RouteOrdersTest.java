package routes.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.config.RouteSource;
import routes.event.Event;
import routes.state.FileHaltStore;
import routes.testkit.TestHome;

/** What operators are answered is what happens, also where an order and a file reach a replica in another sequence. */
class RouteOrdersTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static final String HUB = """
            connections: { kafka: { kafka: { brokers: "localhost:9092" } } }
            defaults: { deadLetter: { kafka: { topic: dead } } }
            """;

    private final Queue<String> arrived = new ConcurrentLinkedQueue<>();
    private final MemoryConnector memory = new MemoryConnector((target, event) -> arrived.add(target));

    @TempDir
    private Path folder;

    private TestHome home;
    private ReplicaInMemory asked;
    private ReplicaInMemory other;

    @BeforeEach
    void start() {
        home = new TestHome(folder.resolve("hub")).with("hub.yaml", HUB);
        FileHaltStore store = new FileHaltStore(folder.resolve("state"));
        asked = ReplicaInMemory.start(home.path(), store, memory);
        other = ReplicaInMemory.start(home.path(), store, memory);
        write("before");
        awaitState(asked, "up");
        other.synchronize();
        awaitState(other, "up");
    }

    @AfterEach
    void stop() {
        asked.close();
        other.close();
    }

    private static String text(String target) {
        return "from: { kafka: { topic: in } }\nto: { kafka: { topic: " + target + " } }\n";
    }

    private void write(String target) {
        assertThat(asked.write("orders", text(target))).isTrue();
        asked.synchronize();
    }

    private void pauseEverywhere() {
        assertThat(asked.pause("orders")).isTrue();
        other.synchronize();
        awaitState(asked, "paused");
        awaitState(other, "paused");
    }

    private static void awaitState(ReplicaInMemory replica, String state) {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(SOON)
                .untilAsserted(() -> assertThat(replica.see("orders").map(OperatedReplica.Seen::state))
                        .isEqualTo(Optional.of(state)));
    }

    private void publish() {
        memory.publish("in", Event.of("1".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void neverStartsADefinitionAgainThatWasReplacedWhileItWasPaused() {
        // given
        memory.remove("late");
        pauseEverywhere();
        publish();
        // when
        write("late");
        assertThat(asked.resume("orders")).isTrue();
        // then
        awaitState(asked, "waiting");
        other.synchronize();
        awaitState(other, "waiting");
        assertThat(arrived).isEmpty();
        // when
        memory.create("late");
        // then
        await().atMost(SOON).untilAsserted(() -> assertThat(arrived).containsExactly("late"));
    }

    @Test
    void keepsAReplicaHaltedUntilItHasLoadedWhatTheRouteWasResumedFor() {
        // given
        pauseEverywhere();
        write("after");
        // when
        assertThat(asked.resume("orders")).isTrue();
        asked.close();
        other.look();
        publish();
        // then
        awaitState(other, "paused");
        assertThat(other.see("orders")).contains(new OperatedReplica.Seen("paused", true, revision("before")));
        assertThat(arrived).isEmpty();
        // when
        other.synchronize();
        // then
        await().atMost(SOON).untilAsserted(() -> assertThat(arrived).containsExactly("after"));
    }

    private static String revision(String target) {
        return RouteSource.revision(text(target));
    }

    @Test
    void keepsAReplicaHaltedThatMissedTheChangeBeforeThePause() {
        // given
        write("after");
        awaitState(asked, "up");
        assertThat(asked.pause("orders")).isTrue();
        other.look();
        awaitState(other, "paused");
        // when
        assertThat(asked.resume("orders")).isTrue();
        other.look();
        // then
        assertThat(other.see("orders")).contains(new OperatedReplica.Seen("paused", true, revision("before")));
        other.synchronize();
        awaitState(other, "up");
    }

    @Test
    void runsAnEarlierRevisionThatWasWrittenAgain() {
        // given
        pauseEverywhere();
        write("after");
        assertThat(asked.resume("orders")).isTrue();
        List.of(asked, other).forEach(ReplicaInMemory::synchronize);
        awaitState(other, "up");
        // when
        assertThat(asked.rollBack("orders", revision("before"))).isTrue();
        List.of(asked, other).forEach(ReplicaInMemory::synchronize);
        // then
        OperatedReplica.Seen back = new OperatedReplica.Seen("up", false, revision("before"));
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(asked.see("orders")).contains(back);
            assertThat(other.see("orders")).contains(back);
        });
    }

    @Test
    void showsARouteAtOnceThatIsAddedAgainWhileItIsBeingRemoved() {
        // given
        asked.remove("orders");
        asked.synchronize();
        // when
        write("after");
        // then
        assertThat(asked.see("orders")).isPresent();
        assertThat(asked.pause("orders")).isTrue();
        assertThat(asked.resume("orders")).isTrue();
        awaitState(asked, "up");
        other.synchronize();
        awaitState(other, "up");
        publish();
        await().atMost(SOON).untilAsserted(() -> assertThat(arrived).containsExactly("after"));
    }

    @Test
    void takesUpAChangedFileOfARouteThatWasResumed() {
        // given
        pauseEverywhere();
        write("after");
        assertThat(asked.resume("orders")).isTrue();
        awaitState(asked, "up");
        // when
        home.with("hub.yaml", HUB.replace("localhost:9092", "localhost:9093"));
        memory.remove("after");
        asked.synchronize();
        // then
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(asked.change("orders"))
                        .singleElement()
                        .asString()
                        .contains("there is no such topic"));
    }

    @Test
    void takesUpAChangedFileOfARouteThatIsPaused() {
        // given
        pauseEverywhere();
        home.with("hub.yaml", HUB.replace("localhost:9092", "localhost:9093"));
        memory.remove("before");
        // when
        asked.synchronize();
        assertThat(asked.resume("orders")).isTrue();
        // then
        awaitState(asked, "waiting");
    }

    @Test
    void keepsTheRunningVersionUntilANewOneIsReadyAlsoAfterAResume() {
        // given
        pauseEverywhere();
        write("after");
        assertThat(asked.resume("orders")).isTrue();
        awaitState(asked, "up");
        // when
        memory.remove("late");
        write("late");
        // then
        publish();
        other.close();
        await().atMost(SOON).untilAsserted(() -> assertThat(arrived).containsExactly("after"));
        assertThat(asked.see("orders")).contains(new OperatedReplica.Seen("up", false, revision("after")));
    }

    @Test
    void restartsWithTheDefinitionThatWaitsForItsTargets() {
        // given
        memory.remove("late");
        write("late");
        // when
        assertThat(asked.restart("orders")).isTrue();
        // then
        awaitState(asked, "waiting");
    }

    /** The replica that is asked last read the folder when the file of the route was missing and another one was broken. */
    @Test
    void resumesTheDefinitionThatTheFolderHasNow() throws IOException {
        // given
        pauseEverywhere();
        assertThat(other.remove("orders")).isTrue();
        home.with("routes/broken.yaml", "routes: [\n");
        asked.synchronize();
        Files.delete(home.path().resolve("routes/broken.yaml"));
        assertThat(other.write("orders", text("after"))).isTrue();
        // when
        assertThat(asked.resume("orders")).isTrue();
        List.of(asked, other).forEach(ReplicaInMemory::synchronize);
        // then
        awaitState(asked, "up");
        awaitState(other, "up");
        assertThat(asked.see("orders")).contains(new OperatedReplica.Seen("up", false, revision("after")));
    }
}
