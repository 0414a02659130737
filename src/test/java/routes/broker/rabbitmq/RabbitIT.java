package routes.broker.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.MessageProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import routes.broker.HubEndpoint;
import routes.definition.DataSize;
import routes.definition.InFlight;
import routes.definition.RabbitConnection;
import routes.definition.RabbitDestination;
import routes.definition.RabbitOrigin;
import routes.definition.RabbitOrigin.KeyFrom;
import routes.definition.Secret;
import routes.event.Batch;
import routes.event.Bytes;
import routes.event.Consignment;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;
import routes.event.Parcel;
import routes.event.Passage;
import routes.event.Refusal;
import routes.event.Shipment;

@EnabledIf("isInstalled")
class RabbitIT {

    @TempDir
    static Path home;

    static LocalRabbit broker;

    private final Queue<Passage> taken = new Queue<>();
    private DefaultCamelContext camel;
    private ProducerTemplate template;

    static boolean isInstalled() {
        return Files.isExecutable(LocalRabbit.SERVER);
    }

    @BeforeAll
    static void startBroker() throws Exception {
        broker = new LocalRabbit(home);
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    @BeforeEach
    void startCamel() {
        camel = new DefaultCamelContext();
        camel.getShutdownStrategy().setTimeout(2);
        camel.addComponent(
                RabbitComponent.SCHEME,
                new RabbitComponent(Map.of("rabbit", connection("guest"), "wrong", connection("nobody"))));
        camel.start();
        template = camel.createProducerTemplate();
    }

    @AfterEach
    void stopCamel() {
        camel.stop();
    }

    @Test
    void confirmsWhatTheQueueHoldsByteForByte() throws Exception {
        declare("exact / ä?&=#%+", Map.of());
        Answer sent = send(
                toQueue("exact / ä?&=#%+"),
                event("\u0000ä")
                        .withKey(Bytes.of(new byte[] {(byte) 0xfe}))
                        .withHeaders(Headers.received(List.of(new Header("h", Bytes.of(new byte[] {(byte) 0xff}))))));
        await().untilAsserted(() -> assertThat(sent.text()).isEqualTo("confirmed"));
        source("exact / ä?&=#%+", 100);
        await().until(() -> taken.size() == 1);
        assertThat(taken.peek().event()).isEqualTo(sent.parcel().event());
    }

    @Test
    void refusesForGoodWhatNoQueueGets() throws Exception {
        broker.at(channel -> channel.exchangeDeclare("vip", "topic", true));
        Answer sent = send(toExchange("vip"), event("x").withKey(Bytes.ofText("gold")));
        await().untilAsserted(() -> assertThat(sent.text())
                .isEqualTo("PERMANENT unroutable: exchange 'vip' has no queue for routing key 'gold' (312 NO_ROUTE)"));
    }

    @Test
    void holdsWhileTheExchangeIsMissing() throws Exception {
        broker.at(channel -> channel.exchangeDeclare("brief", "fanout", true));
        declare("brief-queue", Map.of());
        broker.at(channel -> channel.queueBind("brief-queue", "brief", ""));
        Answer before = send(toExchange("brief"), event("1"));
        await().untilAsserted(() -> assertThat(before.text()).isEqualTo("confirmed"));
        broker.at(channel -> channel.exchangeDelete("brief"));
        for (int i = 0; i < 2; i++) {
            Answer gone = send(toExchange("brief"), event("2"));
            await().untilAsserted(() -> assertThat(gone.text())
                    .startsWith("OUTAGE exchange 'brief' does not exist at rabbit (127.0.0.1:" + broker.port()
                            + "); create it:"));
        }
    }

    @Test
    void refusesForNowWhatAFullQueueRejects() throws Exception {
        declare("full", Map.of("x-max-length", 1, "x-overflow", "reject-publish"));
        Answer first = send(toQueue("full"), event("1"));
        await().untilAsserted(() -> assertThat(first.text()).isEqualTo("confirmed"));
        Answer second = send(toQueue("full"), event("2"));
        await().untilAsserted(() -> assertThat(second.text()).startsWith("TRANSIENT "));
    }

    @Test
    void refusesForGoodWhatAmqpCannotCarryAndConfirmsTheNext() throws Exception {
        declare("after", Map.of());
        Event tooMuch = event("1").withHeaders(Headers.received(List.of(header("big", "x".repeat(200_000)))));
        Answer first = send(toQueue("after"), tooMuch);
        Answer second = send(toQueue("after"), event("2"));
        await().untilAsserted(() -> assertThat(second.text()).isEqualTo("confirmed"));
        assertThat(first.text()).startsWith("PERMANENT AMQP cannot carry it");
    }

    @Test
    void losesNothingWhenTheBrokerIsKilledWhilePublishing() throws Exception {
        declare("killed", Map.of());
        String target = toQueue("killed");
        Set<String> confirmed = new HashSet<>();
        boolean outage = false;
        for (int i = 0; i < 3000; i++) {
            if (i == 1500) {
                broker.kill();
            }
            if (i == 1600) {
                broker.start();
            }
            Answer answer = send(target, event("e" + i));
            if (i % 50 == 0 || i > 1500 && i < 1700) {
                await().atMost(Duration.ofSeconds(40))
                        .until(() -> !answer.text().isEmpty());
                outage |= answer.text().startsWith("OUTAGE");
            }
            answers.add(answer);
        }
        await().atMost(Duration.ofSeconds(40))
                .until(() -> answers.stream().noneMatch(answer -> answer.text().isEmpty()));
        answers.stream()
                .filter(answer -> answer.text().equals("confirmed"))
                .forEach(answer -> confirmed.add(answer.body()));
        source("killed", 1000);
        assertThat(outage).isTrue();
        assertThat(confirmed).hasSizeGreaterThan(2500).contains("e2999");
        finishing.set(true);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(taken.bodies()).containsAll(confirmed));
    }

    @Test
    void acknowledgesOnlyWhatIsFinishedAndNeverOnALaterChannel() throws Exception {
        declare("late", Map.of());
        publish("late", 10);
        source("late", 100);
        await().until(() -> taken.size() == 10);
        List<Passage> old = new ArrayList<>(taken);
        broker.kill();
        broker.start();
        await().atMost(Duration.ofSeconds(40)).until(() -> taken.size() == 20);
        old.forEach(Passage::finished);
        camel.getRouteController().stopRoute("late");
        assertThat(ready("late")).isEqualTo(10);
    }

    @Test
    void leavesNothingUnacknowledgedAndNoDuplicatesWhenItStops() throws Exception {
        declare("drained", Map.of());
        publish("drained", 2000);
        source("drained", 100);
        finishing.set(true);
        await().until(() -> taken.size() >= 300);
        camel.getRouteController().suspendRoute("drained");
        camel.getRouteController().stopRoute("drained");
        assertThat(new HashSet<>(taken.bodies())).hasSize(taken.size());
        assertThat(ready("drained")).isEqualTo(2000 - taken.size());
    }

    @Test
    void resumesAfterItWasSuspendedAndTellsItsLag() throws Exception {
        declare("resumed", Map.of());
        finishing.set(true);
        RabbitSource source = source("resumed", 100);
        await().until(() -> source.state().isReady());
        camel.getRouteController().suspendRoute("resumed");
        publish("resumed", 30);
        await().atMost(Duration.ofSeconds(10)).until(() -> source.lag().orElse(0) == 30);
        assertThat(taken).isEmpty();
        camel.getRouteController().resumeRoute("resumed");
        await().until(() -> taken.size() == 30);
        await().untilAsserted(() -> assertThat(source.inFlight()).isZero());
    }

    @Test
    void saysThatTheQueueIsGoneAndGoesOnWhenItIsBack() throws Exception {
        declare("gone", Map.of());
        RabbitSource source = source("gone", 100);
        await().until(() -> source.state().isReady());
        broker.at(channel -> channel.queueDelete("gone"));
        await().untilAsserted(() ->
                assertThat(source.state().problem().orElse("")).startsWith("queue 'gone' does not exist"));
        declare("gone", Map.of());
        publish("gone", 1);
        await().until(() -> taken.size() == 1);
    }

    @Test
    void saysInACheckWhatIsWrong() throws Exception {
        declare("there", Map.of());
        assertThat(check(toQueue("there"))).isEmpty();
        assertThat(check(toQueue("nowhere")).orElseThrow())
                .contains("queue 'nowhere' does not exist", "rabbitmqadmin declare queue name=nowhere");
        assertThat(check(toQueue("there")
                                .replace("rabbit:rabbit", "rabbit:wrong")
                                .replace("rabbitmq:rabbit", "rabbitmq:wrong"))
                        .orElseThrow())
                .contains("refuses the user 'nobody'");
    }

    private final AtomicBoolean finishing = new AtomicBoolean();
    private final List<Answer> answers = new ArrayList<>();

    private Optional<String> check(String uri) {
        return ((HubEndpoint) camel.getEndpoint(uri)).check().problem();
    }

    private RabbitSource source(String queue, int events) throws Exception {
        String from = RabbitComponent.uri(
                "rabbit",
                new RabbitOrigin(Optional.empty(), queue, KeyFrom.HEADER),
                new InFlight(events, DataSize.parse("16MiB")));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).routeId(queue).process(exchange -> {
                    for (Passage passage :
                            exchange.getMessage().getBody(Batch.class).passages()) {
                        taken.add(passage);
                        if (finishing.get()) {
                            passage.finished();
                        }
                    }
                });
            }
        });
        return (RabbitSource) camel.getRoute(queue).getConsumer();
    }

    private Answer send(String target, Event event) {
        Answer answer = new Answer(Parcel.of(event));
        template.sendBody(target, new Consignment(List.of(answer)));
        return answer;
    }

    private static String toQueue(String queue) {
        return RabbitComponent.uri(
                "rabbit",
                new RabbitDestination(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(queue), Optional.empty()));
    }

    private static String toExchange(String exchange) {
        return RabbitComponent.uri(
                "rabbit",
                new RabbitDestination(
                        Optional.empty(), Optional.of(exchange), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private static void declare(String queue, Map<String, Object> arguments) throws Exception {
        broker.at(channel -> channel.queueDeclare(queue, true, false, false, new HashMap<>(arguments)));
    }

    private static void publish(String queue, int events) throws Exception {
        broker.at(channel -> {
            channel.confirmSelect();
            for (int i = 0; i < events; i++) {
                channel.basicPublish("", queue, MessageProperties.PERSISTENT_BASIC, ("e" + i).getBytes());
            }
            channel.waitForConfirmsOrDie(10_000);
            return events;
        });
    }

    private static long ready(String queue) throws Exception {
        return broker.at(channel -> channel.messageCount(queue));
    }

    private static RabbitConnection connection(String user) {
        return new RabbitConnection(
                "127.0.0.1:" + broker.port(),
                user,
                new Secret("guest"),
                "/",
                Optional.empty(),
                DataSize.parse("16MiB"));
    }

    private static Event event(String body) {
        return Event.of(Bytes.ofText(body).array());
    }

    private static Header header(String name, String value) {
        return new Header(name, Bytes.ofText(value));
    }

    /** What came, in the order in which it came. */
    private static final class Queue<T extends Passage> extends ConcurrentLinkedQueue<T> {
        List<String> bodies() {
            return stream().map(passage -> passage.event().body().toString()).toList();
        }
    }

    /** A shipment that remembers what it was answered. */
    private static final class Answer implements Shipment {
        private final Parcel parcel;
        private volatile String text = "";

        Answer(Parcel parcel) {
            this.parcel = parcel;
        }

        @Override
        public Parcel parcel() {
            return parcel;
        }

        String text() {
            return text;
        }

        String body() {
            return parcel.event().body().toString();
        }

        @Override
        public void confirmed() {
            answer("confirmed");
        }

        @Override
        public void refused(Refusal refusal) {
            answer(refusal.kind() + " " + refusal.detail());
        }

        private void answer(String given) {
            text = text.isEmpty() ? given : "answered twice";
        }
    }
}
