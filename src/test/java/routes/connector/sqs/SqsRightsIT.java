package routes.connector.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import routes.connector.CamelFixture;
import routes.connector.EndpointUnderTest;
import routes.connector.RecordedSend;
import routes.connector.SourceConsumer;

/** What a source says and does where SQS answers a receive, but all else is not as it should be. */
class SqsRightsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static SqsFixture dock;

    private CamelFixture camp;
    private String queue;

    @BeforeAll
    static void start() {
        dock = new SqsFixture();
    }

    @AfterAll
    static void stop() {
        dock.close();
    }

    @BeforeEach
    void pitch(TestInfo test) {
        queue = test.getTestMethod().orElseThrow().getName();
        camp = new CamelFixture(dock.components());
        dock.gate().forgets();
    }

    @AfterEach
    void strike() {
        camp.close();
    }

    @Test
    void saysThatItMayNotDeleteUntilItMay() {
        String url = dock.sqs().createQueue(queue);
        send(IntStream.range(0, 40).mapToObj(String::valueOf));
        dock.gate().denies("DeleteMessageBatch");

        SourceConsumer source = camp.takes(dock.source(queue, 10), CamelFixture::end);

        await().atMost(PATIENCE).until(() -> !source.readiness().isReady());
        await().during(Duration.ofSeconds(3))
                .atMost(PATIENCE)
                .until(() -> !source.readiness().isReady());
        assertThat(source.readiness().problem().orElseThrow())
                .startsWith("cannot delete finished messages: access to queue '" + queue)
                .contains("sqs:DeleteMessage");
        dock.gate().forgets();
        await().atMost(PATIENCE).until(() -> camp.taken().size() == 40 && source.inFlight() == 0);
        assertThat(dock.sqs().size(url)).isZero();
        assertThat(source.readiness().isReady()).isTrue();
    }

    @Test
    void saysThatItMayNotKeepMessagesHiddenUntilItMay() {
        dock.sqs().createQueue(queue);
        send(Stream.of("slow"));
        dock.gate().denies("ChangeMessageVisibilityBatch");

        SourceConsumer source = camp.takes(dock.source(queue, 10), received -> {});

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(source.readiness().problem().orElse("none"))
                        .startsWith("cannot extend the visibility timeout of messages in flight")
                        .contains("sqs:ChangeMessageVisibility"));
        dock.gate().forgets();
        await().atMost(PATIENCE).until(() -> source.readiness().isReady());
    }

    @Test
    void findsInACheckThatASourceMayNotDelete() {
        dock.sqs().createQueue(queue);
        EndpointUnderTest source = dock.source(queue, 10);
        assertThat(camp.endpoint(source).check().problem()).isEmpty();

        for (String right : List.of("DeleteMessageBatch", "ChangeMessageVisibilityBatch")) {
            dock.gate().denies(right);
            assertThat(camp.endpoint(source).check().problem().orElse("none")).contains("sqs:DeleteMessage");
            assertThat(camp.endpoint(dock.target(queue)).check().problem()).isEmpty();
            dock.gate().forgets();
        }
    }

    @Test
    void goesOnPollingAfterMessagesThatItCannotRead() {
        dock.sqs().createQueue(queue);
        send(IntStream.range(0, 10).mapToObj(String::valueOf));
        dock.gate().saysThatMessagesWereSentAt("yesterday");
        SourceConsumer source = camp.takes(dock.source(queue, 10), CamelFixture::end);
        await().atMost(PATIENCE).until(() -> dock.gate().calls("ReceiveMessage") >= 2);

        dock.gate().forgets();

        await().atMost(PATIENCE).until(() -> camp.taken().size() == 10 && source.inFlight() == 0);
    }

    @Test
    void hidesAMessageByOneCallAtATimeWhereSqsIsSlow() {
        dock.sqs().createQueue(queue);
        send(Stream.of("slow"));
        dock.gate().answersLate("ChangeMessageVisibilityBatch", 3500);

        camp.takes(dock.source(queue, 10), received -> {});

        await().atMost(PATIENCE).until(() -> dock.gate().calls("ChangeMessageVisibilityBatch") == 1);
        await().during(Duration.ofMillis(2500))
                .atMost(PATIENCE)
                .until(() -> dock.gate().calls("ChangeMessageVisibilityBatch") == 1);
    }

    private void send(Stream<String> bodies) {
        RecordedSend[] sent = bodies.map(RecordedSend::of).toArray(RecordedSend[]::new);
        camp.send(dock.target(queue), sent);
        assertThat(sent).extracting(RecordedSend::told).containsOnly("confirmed");
    }
}
