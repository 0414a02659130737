package routes.connector.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.Consumer;
import org.apache.camel.Producer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import routes.connector.CamelFixture;
import routes.connector.HubEndpoint;
import routes.connector.RecordedSend;
import routes.connector.SourceConsumer;
import routes.event.Batch;
import routes.event.Event;
import routes.event.Readiness;
import routes.testkit.Probe;
import routes.testkit.RealRabbit;

/** What a route costs that carries nothing: a hub of a thousand of them is not to need many thousand threads. */
@EnabledIf("isInstalled")
class RabbitThreadsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static RabbitFixture dock;
    private CamelFixture camp;

    static boolean isInstalled() {
        return RealRabbit.isInstalled();
    }

    @BeforeAll
    static void startBroker() {
        dock = new RabbitFixture();
    }

    @AfterAll
    static void stopBroker() {
        dock.close();
    }

    @BeforeEach
    void startCamel() {
        await().atMost(PATIENCE).until(() -> threads("") + readers() == 0);
        camp = new CamelFixture(dock.components());
    }

    @AfterEach
    void stopCamel() {
        camp.close();
    }

    @Test
    void asksByOneConnectionHoweverManyAsk() {
        dock.make("asked");
        // when
        List<CompletableFuture<Readiness>> answers = IntStream.range(0, 100)
                .mapToObj(i -> camp.endpoint(dock.target(i == 99 ? "asked" : "missing-" + i))
                        .ask())
                .toList();
        // then
        assertThat(answers.get(99).join().isReady()).isTrue();
        assertThat(answers.subList(0, 99))
                .allSatisfy(
                        answer -> assertThat(answer.join().problem().orElse("")).contains("does not exist"));
        assertThat(readers()).isEqualTo(1);
    }

    @Test
    void needsForManyIdleSourcesFewConnectionsAndNoThreadsOfTheirOwn() throws Exception {
        // given
        List<Consumer> sources = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            dock.make("quiet-" + i);
            HubEndpoint quiet = camp.endpoint(dock.source("quiet-" + i, 10));
            sources.add(quiet.createConsumer(exchange ->
                    exchange.getMessage().getBody(Batch.Received.class).events().forEach(CamelFixture::end)));
        }
        // when
        for (Consumer source : sources) {
            source.start();
        }
        await().atMost(PATIENCE)
                .until(() -> sources.stream()
                        .allMatch(
                                source -> ((SourceConsumer) source).readiness().isReady()));
        for (int i = 0; i < 40; i++) {
            try (Probe probe = dock.probe("quiet-" + i)) {
                probe.send(List.of(Event.of(new byte[1])));
            }
        }
        // then
        await().atMost(PATIENCE).until(() -> dock.rabbit().sum(queue -> queue.startsWith("quiet-"), "messages") == 0);
        await().atMost(PATIENCE).until(() -> threads("source-") <= 5);
        await().atMost(PATIENCE).until(() -> readers() == SourceConnectionPool.MOST);
        sources.forEach(Consumer::stop);
        await().atMost(PATIENCE).until(() -> readers() == 0);
    }

    @Test
    void needsForAnIdleTargetNoThread() throws Exception {
        dock.make("unused");
        Producer target = camp.endpoint(dock.target("unused")).createProducer();
        // when
        target.start();
        // then
        await().during(Duration.ofSeconds(1)).atMost(PATIENCE).until(() -> threads("") + readers() == 0);
        target.stop();
    }

    @Test
    void watchesAllTargetsByOneThread() {
        for (String queue : List.of("watched-1", "watched-2", "watched-3")) {
            dock.make(queue);
            RecordedSend sent = RecordedSend.of("body");
            // when
            camp.send(dock.target(queue), sent);
            await().atMost(PATIENCE).until(sent::isAnswered);
        }
        // then
        assertThat(threads("watch")).isEqualTo(1);
        assertThat(threads("heart-")).isLessThanOrEqualTo(2);
        await().atMost(PATIENCE).until(() -> threads("connect-") == 0);
    }

    private static long threads(String purpose) {
        return named("hub-rabbitmq-" + purpose);
    }

    /** The client's own threads, one a connection. */
    private static long readers() {
        return named("AMQP Connection");
    }

    private static long named(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(name))
                .count();
    }
}
