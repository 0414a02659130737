package routes.connector.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import routes.connector.CamelFixture;
import routes.connector.RecordedSend;
import routes.connector.SourceConsumer;
import routes.connector.SourceContract;
import routes.event.Batch;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;
import routes.event.ReceivedEvent;
import routes.testkit.Probe;

/** The promises of every broker, and what only RabbitMQ has: exchanges, full queues, channels, users. */
@EnabledIf(value = "routes.testkit.RealRabbit#isInstalled", disabledReason = "apt-get install rabbitmq-server")
class RabbitIT extends SourceContract {

    private static RabbitFixture dock;

    @BeforeAll
    static void start() {
        dock = new RabbitFixture();
    }

    @AfterAll
    static void stop() {
        dock.close();
    }

    @Override
    protected RabbitFixture dock() {
        return dock;
    }

    @Test
    void findsAQueueWhateverItsName() {
        String name = "exact / ä?&=#%+";
        dock.make(name);
        RecordedSend sent = RecordedSend.of("k", "there and back");

        camp().send(dock.target(name), sent);
        camp().takes(dock.source(name, 10), CamelFixture::end);

        assertThat(sent.told()).isEqualTo("confirmed");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(camp().events())
                        .containsExactly(sent.message().event()));
    }

    @Test
    void tellsMessagesWithOneIdApart() {
        dock.make("one-id");
        for (String body : List.of("ordered", "paid", "paid")) {
            dock.rabbit()
                    .arrange(channel -> channel.basicPublish(
                            "",
                            "one-id",
                            new BasicProperties.Builder().messageId("order-42").build(),
                            body.getBytes(UTF_8)));
        }

        camp().takes(dock.source("one-id", 10), CamelFixture::end);

        await().atMost(PATIENCE).until(() -> camp().taken().size() == 3);
        List<String> identities =
                camp().taken().stream().map(ReceivedEvent::identity).toList();
        assertThat(identities.get(0)).isNotEqualTo(identities.get(1));
        assertThat(identities.get(1)).isEqualTo(identities.get(2));
    }

    @Test
    void refusesForGoodWhatNoQueueGets() {
        dock.rabbit().arrange(channel -> channel.exchangeDeclare("vip", "topic", true));
        RecordedSend sent = RecordedSend.of("gold", "x");

        camp().send(RabbitFixture.targetOfExchange("vip"), sent);

        assertThat(sent.told())
                .isEqualTo(
                        "PERMANENT unroutable: exchange 'vip' has no queue for routing key 'gold'; bind one: name the"
                                + " exchange in 'bindings' of the source that takes from the queue, and run"
                                + " caravanserai provision (or with the broker's tools: rabbitmqadmin declare binding"
                                + " source=vip destination=QUEUE routing_key=gold) (312 NO_ROUTE)");
    }

    @Test
    void holdsWhileTheExchangeIsMissing() {
        dock.rabbit().createExchange("brief", "#", "brief-queue");
        RecordedSend before = RecordedSend.of("1");
        camp().send(RabbitFixture.targetOfExchange("brief"), before);
        assertThat(before.told()).isEqualTo("confirmed");

        dock.rabbit().arrange(channel -> channel.exchangeDelete("brief"));

        for (int i = 0; i < 2; i++) {
            RecordedSend gone = RecordedSend.of("2");
            camp().send(RabbitFixture.targetOfExchange("brief"), gone);
            assertThat(gone.told())
                    .startsWith("OUTAGE exchange 'brief' does not exist at rabbit ("
                            + dock.rabbit().address() + "); create it:");
        }
    }

    @Test
    void refusesForNowWhatAFullQueueRejects() {
        Map<String, Object> one = Map.of("x-max-length", 1, "x-overflow", "reject-publish");
        dock.rabbit().arrange(channel -> channel.queueDeclare("full", true, false, false, one));
        RecordedSend first = RecordedSend.of("1");
        camp().send(dock.target("full"), first);
        assertThat(first.told()).isEqualTo("confirmed");
        RecordedSend second = RecordedSend.of("2");

        camp().send(dock.target("full"), second);

        assertThat(second.told()).startsWith("TRANSIENT ");
    }

    @Test
    void refusesForGoodWhatAmqpCannotCarryAndConfirmsTheNext() {
        dock.make("after");
        Header big = new Header("big", Bytes.ofText("x".repeat(200_000)));
        RecordedSend first = RecordedSend.of(Event.of(new byte[1]).withHeaders(Headers.received(List.of(big))));
        RecordedSend second = RecordedSend.of("2");

        camp().send(dock.target("after"), first, second);

        assertThat(first.told()).startsWith("PERMANENT AMQP cannot carry the message");
        assertThat(second.told()).isEqualTo("confirmed");
    }

    @Test
    void takesWhatTheConnectionAllowsAndNotAByteMore() {
        dock.make("limit");
        RecordedSend below = RecordedSend.of("x".repeat(RabbitFixture.LARGEST - 1));
        RecordedSend limit = RecordedSend.of("x".repeat(RabbitFixture.LARGEST));
        RecordedSend above = RecordedSend.of("x".repeat(RabbitFixture.LARGEST + 1));

        camp().send(dock.target("limit"), below, limit, above);

        assertThat(List.of(below.told(), limit.told())).containsOnly("confirmed");
        assertThat(above.told()).startsWith("PERMANENT ").contains(String.valueOf(RabbitFixture.LARGEST));
    }

    @Test
    void neverAcknowledgesOnALaterChannel() throws Exception {
        dock.make("late");
        publish("late", 10);
        SourceConsumer source = camp().takes(dock.source("late", 100), received -> {});
        await().atMost(PATIENCE).until(() -> camp().taken().size() == 10);
        List<ReceivedEvent> old = camp().taken();
        dock.leave();
        dock.comeBack();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(camp().taken())
                        .as(() -> source.readiness() + ", ready: " + readyOrNot("late"))
                        .hasSizeGreaterThanOrEqualTo(20));

        old.forEach(CamelFixture::end);
        camp().stopTaking();

        assertThat(ready("late")).isEqualTo(10);
    }

    @Test
    void leavesNothingUnacknowledgedAndNoDuplicatesWhenItStopsUnderLoad() throws Exception {
        dock.make("drained");
        publish("drained", 2000);
        camp().takes(dock.source("drained", 100), CamelFixture::end);
        await().atMost(PATIENCE).until(() -> camp().taken().size() >= 300);

        camp().stopTaking();

        assertThat(new HashSet<>(camp().bodies())).hasSize(camp().taken().size());
        assertThat(ready("drained")).isEqualTo(2000 - camp().taken().size());
    }

    @Test
    void saysThatTheQueueIsGoneAndGoesOnWhenItIsBack() {
        dock.make("gone");
        SourceConsumer source = camp().takes(dock.source("gone", 100), CamelFixture::end);
        await().atMost(PATIENCE).until(() -> source.readiness().isReady());

        dock.rabbit().arrange(channel -> channel.queueDelete("gone"));

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(source.readiness().problem().orElse("")).startsWith("queue 'gone' does not exist"));
        dock.make("gone");
        publish("gone", 1);
        await().atMost(PATIENCE).until(() -> camp().taken().size() == 1);
    }

    /** Twenty share eight connections, so that some go by the same as the one whose queue is lost. */
    @Test
    void disturbsNoneOfThoseWhoTakeByTheSameConnectionWhenAQueueIsGone() throws Exception {
        // given
        Queue<String> taken = new ConcurrentLinkedQueue<>();
        List<SourceConsumer> neighbours = neighbours("neighbour-", taken, received -> {});
        await().atMost(PATIENCE).until(() -> taken.size() == 20);
        // when
        dock.rabbit().arrange(channel -> channel.queueDelete("neighbour-0"));
        await().atMost(PATIENCE).until(() -> !neighbours.get(0).readiness().isReady());
        dock.make("neighbour-0");
        publish("neighbour-0", 1);
        // then
        await().atMost(PATIENCE).until(() -> taken.size() == 21);
        assertThat(taken.stream().filter(position -> !position.startsWith("neighbour-0@")))
                .as("given once more wherever a connection was lost")
                .hasSize(19);
        neighbours.forEach(SourceConsumer::stop);
    }

    /** A consumer that nobody listens to any more would keep what its queue gives it. */
    @Test
    void leavesNoConsumerBehindWhereTheBrokerWasSilentForAWhile() throws Exception {
        // given
        Queue<String> taken = new ConcurrentLinkedQueue<>();
        List<SourceConsumer> neighbours = neighbours("stalled-", taken, CamelFixture::end);
        await().atMost(PATIENCE).until(() -> taken.size() == 20);
        // when
        dock.rabbit().pause();
        await().atMost(PATIENCE)
                .until(() -> neighbours.stream()
                        .anyMatch(neighbour -> !neighbour.readiness().isReady()));
        dock.rabbit().resume();
        // then
        await().atMost(PATIENCE.multipliedBy(2)).untilAsserted(() -> {
            assertThat(neighbours).allMatch(neighbour -> neighbour.readiness().isReady());
            assertThat(dock.rabbit()
                            .ctl("list_consumers", "queue_name")
                            .lines()
                            .filter(queue -> queue.startsWith("stalled-")))
                    .hasSize(20)
                    .doesNotHaveDuplicates();
        });
        for (int i = 0; i < 20; i++) {
            publish("stalled-" + i, 1);
        }
        await().atMost(PATIENCE).until(() -> taken.size() >= 40);
        neighbours.forEach(SourceConsumer::stop);
    }

    /** Twenty sources of queues that have one message each. */
    private List<SourceConsumer> neighbours(String queues, Queue<String> taken, Consumer<ReceivedEvent> then)
            throws Exception {
        List<SourceConsumer> neighbours = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            dock.make(queues + i);
            publish(queues + i, 1);
            SourceConsumer neighbour = (SourceConsumer) camp().endpoint(dock.source(queues + i, 10))
                    .createConsumer(exchange -> exchange.getMessage()
                            .getBody(Batch.Received.class)
                            .events()
                            .forEach(received -> {
                                taken.add(received.position());
                                then.accept(received);
                            }));
            neighbour.start();
            neighbours.add(neighbour);
        }
        return neighbours;
    }

    @Test
    void saysInACheckThatTheUserIsUnknown() {
        dock.make("there");

        String problem = camp().endpoint(RabbitFixture.target(RabbitFixture.STRANGER, "there"))
                .check()
                .problem()
                .orElseThrow();

        assertThat(problem).contains("rejects the user 'nobody'");
    }

    /** RabbitMQ drops what was delivered more often than a queue's limit says, and each lost channel counts. */
    @Test
    void losesNothingToADeliveryLimitHoweverOftenItsChannelIsLostInAnOutage() {
        limited("limited", 2);
        publish("limited", 40);
        SourceConsumer source = camp().takes(dock.source("limited", 10), received -> {});
        await().atMost(PATIENCE).until(() -> source.inFlight() == 10);

        dock.rabbit().ctl("eval", """
                [begin
                   [rabbit_networking:close_connection(P, "test") || P <- rabbit_networking:connections()],
                   timer:sleep(800)
                 end || _ <- lists:seq(1, 7)].""");

        finishAll(source, 40);
    }

    @Test
    void holdsNoMoreBytesThanItsBoundAndOneSmallPrefetch() {
        dock.make("large");
        publish("large", Collections.nCopies(100, Event.of(new byte[200_000])));

        SourceConsumer source = camp().takes(RabbitFixture.source("large", 1000, "1MiB"), received -> {});

        await().atMost(PATIENCE).until(() -> source.inFlight() >= 4);
        await().during(Duration.ofSeconds(3))
                .atMost(PATIENCE)
                .until(() -> dock.rabbit().sum("large"::equals, "messages_unacknowledged") <= 10);
    }

    @Test
    void keepsTheOrderWhateverTheSizesOfBodies() {
        dock.make("order-of-sizes");
        List<Event> events = IntStream.range(0, 2400)
                .mapToObj(number -> Event.of((number + " ".repeat(number / 600 % 2 == 0 ? 1 : 40_000)).getBytes()))
                .toList();
        publish("order-of-sizes", events);

        SourceConsumer source = camp().takes(RabbitFixture.source("order-of-sizes", 1000, "400KiB"), CamelFixture::end);

        await().atMost(PATIENCE).until(() -> new HashSet<>(camp().bodies()).size() == 2400 && source.inFlight() == 0);
        assertThat(camp().bodies().stream().map(String::trim).distinct())
                .containsExactlyElementsOf(
                        IntStream.range(0, 2400).mapToObj(String::valueOf).toList());
    }

    @Test
    void takesAsManySmallEventsAsItsBoundAllows() {
        dock.make("small");
        publish("small", 600);

        SourceConsumer source = camp().takes(dock.source("small", 500), received -> {});

        await().atMost(PATIENCE).until(() -> source.inFlight() == 500);
        assertThat(camp().bodies()).doesNotHaveDuplicates();
    }

    private static void limited(String queue, int limit) {
        Map<String, Object> arguments = Map.of("x-queue-type", "quorum", "x-delivery-limit", limit);
        dock.rabbit().arrange(channel -> channel.queueDeclare(queue, true, false, false, arguments));
    }

    private void finishAll(SourceConsumer source, int events) {
        AtomicInteger done = new AtomicInteger();
        await().atMost(PATIENCE).until(() -> {
            List<ReceivedEvent> taken = camp().taken();
            taken.subList(done.get(), taken.size()).forEach(CamelFixture::end);
            done.set(taken.size());
            return new HashSet<>(camp().bodies()).size() == events && source.inFlight() == 0;
        });
    }

    private static void publish(String queue, int events) {
        publish(
                queue,
                IntStream.range(0, events)
                        .mapToObj(number -> Event.of(("e" + number).getBytes()))
                        .toList());
    }

    private static void publish(String queue, List<Event> events) {
        try (Probe probe = dock.probe(queue)) {
            probe.send(events);
        }
    }

    private static String readyOrNot(String queue) {
        try {
            return String.valueOf(ready(queue));
        } catch (Exception e) {
            return e.toString();
        }
    }

    private static long ready(String queue) throws Exception {
        try (Connection connection = dock.rabbit().connect();
                Channel channel = connection.createChannel()) {
            return channel.messageCount(queue);
        }
    }
}
