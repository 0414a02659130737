package routes.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import routes.config.ConfigReader;
import routes.control.EventOrder;
import routes.control.EventStatus;
import routes.control.RouteStatus;
import routes.event.Event;
import routes.model.Problem;
import routes.runtime.ConnectivityCheck;
import routes.testkit.AmqpProbe;
import routes.testkit.AwsEmulator;
import routes.testkit.EmbeddedKafka;
import routes.testkit.EmbeddedSqs;
import routes.testkit.HubInThisJvm;
import routes.testkit.KafkaProbe;
import routes.testkit.Probe;
import routes.testkit.RealRabbit;
import routes.testkit.SqsProbe;

/** An event that is too large for the dead letter target is neither cut nor lost, and holds no other. */
class TooLargeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LARGE = "no JSON " + "x".repeat(200_000);

    private static EmbeddedKafka kafka;
    private static EmbeddedSqs sqs;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start();
        sqs = EmbeddedSqs.start();
    }

    @AfterAll
    static void stop() {
        sqs.close();
        kafka.close();
    }

    @Test
    void waitsWholeUntilTheTopicTakesItWhileOthersGoOn(@TempDir Path home) {
        // given
        topic("k-in", Map.of("max.message.bytes", "5000000"));
        topic("k-out", Map.of());
        topic("k-dead", Map.of("max.message.bytes", "20000"));
        try (HubInThisJvm hub =
                HubInThisJvm.start(home, files(kafkaSource("k-in"), "k-out", "kafka: { topic: k-dead }"))) {
            // when
            send(new KafkaProbe(kafka.bootstrap(), "k-in"), LARGE, "small", "{}");
            // then
            RouteStatus status = awaitParked(hub, 2);
            assertThat(status.state()).isEqualTo(RouteStatus.State.DELAYED);
            assertThat(status.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem)
                            .contains("kafka:k-dead refuses the event k-in-0@0 (200008 bytes)")
                            .contains("Kafka takes at most 20000 (max.message.bytes of the topic)")
                            .contains("kafka-configs.sh --bootstrap-server")
                            .contains("other events go on")
                            .contains("POST /api/v1/routes/r/in-flight/k-in-0@0/cut")
                            .contains("after 10000 uncommitted events"));
            assertThat(bodies(new KafkaProbe(kafka.bootstrap(), "k-dead"), 1)).containsExactly("small");
            assertThat(bodies(new KafkaProbe(kafka.bootstrap(), "k-out"), 1)).containsExactly("{}");
            assertThat(committed("k-in")).isZero();
            // when
            raise("k-dead", "1000000");
            hub.awaitEnded("r", 3);
            assertThat(hub.route("r").problems()).isEmpty();
        }
        assertThat(bodies(new KafkaProbe(kafka.bootstrap(), "k-dead"), 2)).containsExactlyInAnyOrder("small", LARGE);
        assertThat(committed("k-in")).isEqualTo(3);
    }

    /** A stop does not wait for it either. */
    @Test
    void comesAgainAfterARestart(@TempDir Path home, @TempDir Path another) {
        // given
        topic("s-in", Map.of("max.message.bytes", "5000000"));
        topic("s-out", Map.of());
        topic("s-dead", Map.of("max.message.bytes", "20000"));
        Map<String, String> files = files(kafkaSource("s-in, group: s"), "s-out", "kafka: { topic: s-dead }");
        HubInThisJvm first = HubInThisJvm.start(home, files);
        send(new KafkaProbe(kafka.bootstrap(), "s-in"), LARGE, "{}");
        awaitParked(first, 1);
        // when
        long begun = System.nanoTime();
        first.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(9));
        try (HubInThisJvm second = HubInThisJvm.begin(another, files)) {
            awaitParked(second, 1);
            raise("s-dead", "1000000");
            second.awaitEnded("r", 2);
        }
        // then
        assertThat(bodies(new KafkaProbe(kafka.bootstrap(), "s-dead"), 1)).containsExactly(LARGE);
    }

    @Test
    void isCutWhereTheRouteSaysSo(@TempDir Path home) {
        topic("c-in", Map.of("max.message.bytes", "5000000"));
        topic("c-out", Map.of());
        topic("c-dead", Map.of("max.message.bytes", "50000"));
        Map<String, String> files = files(
                kafkaSource("c-in"),
                "c-out",
                "kafka: { topic: c-dead } }\n    tooLarge: cut\n    retry: { attempts: 2");
        try (HubInThisJvm hub = HubInThisJvm.start(home, files)) {
            send(new KafkaProbe(kafka.bootstrap(), "c-in"), LARGE);
            hub.awaitEnded("r", 1);
        }
        assertThat(bodies(new KafkaProbe(kafka.bootstrap(), "c-dead"), 1))
                .containsExactly(LARGE.substring(0, 32 * 1024));
    }

    @Test
    void isParkedWhereNoQueueOfSqsCanTakeIt(@TempDir Path home) {
        // given
        topic("q-in", Map.of("max.message.bytes", "5000000"));
        topic("q-out", Map.of());
        sqs.createQueue("q-dead");
        try (HubInThisJvm hub =
                HubInThisJvm.start(home, files(kafkaSource("q-in"), "q-out", "sqs: { queue: q-dead }"))) {
            // when
            sendLarge("q-in", LARGE.repeat(6));
            send(new KafkaProbe(kafka.bootstrap(), "q-in"), "small");
            // then
            RouteStatus status = awaitParked(hub, 1);
            assertThat(status.problems().get(0))
                    .contains("as SQS counts them, and queue 'q-dead' takes 1048576; no queue takes more than 1048576")
                    .contains("/in-flight/q-in-0@0/cut");
            assertThat(bodies(new SqsProbe(sqs.endpoint(), "q-dead"), 1)).containsExactly("small");
        }
    }

    /** RabbitMQ gives the event again and again; of the copies that it has taken back, none is kept. */
    @Test
    @EnabledIf(value = "routes.testkit.RealRabbit#isInstalled", disabledReason = "apt-get install rabbitmq-server")
    void staysOneEventWhileRabbitmqClosesItsChannelForIt(@TempDir Path home) {
        topic("r-dead", Map.of("max.message.bytes", "20000"));
        topic("r-out", Map.of());
        try (RealRabbit rabbit = RealRabbit.start()) {
            rabbit.createQueue("r-in");
            rabbit.ctl(
                    "eval",
                    "application:set_env(rabbit, consumer_timeout, 4000),"
                            + " application:set_env(rabbit, channel_tick_interval, 1000).");
            String from = "rabbitmq: { queue: r-in }";
            Map<String, String> files = files(from, "r-out", "kafka: { topic: r-dead }", rabbit);
            try (HubInThisJvm hub = HubInThisJvm.start(home, files)) {
                // when
                send(AmqpProbe.ofQueue(rabbit, "r-in"), LARGE, "{}");
                // then
                RouteStatus status = awaitParked(hub, 1);
                assertThat(status.problems().toString()).contains("consumer_timeout, 30 minutes by default");
                await("it is given again")
                        .atMost(PATIENCE)
                        .until(() -> hub.route("r").received() >= 3);
                await("one copy").atMost(PATIENCE).until(() -> hub.route("r").inFlight() == 1);
                raise("r-dead", "1000000");
                await("its end").atMost(PATIENCE).until(() -> hub.route("r").inFlight() == 0);
            }
            assertThat(bodies(new KafkaProbe(kafka.bootstrap(), "r-dead"), 1)).containsOnly(LARGE);
            assertThat(bodies(new KafkaProbe(kafka.bootstrap(), "r-out"), 1)).containsOnly("{}");
        }
    }

    /** The hub's own limit is higher here, so that the broker closes the channel for it. */
    @Test
    @EnabledIf(value = "routes.testkit.RealRabbit#isInstalled", disabledReason = "apt-get install rabbitmq-server")
    void waitsForABrokerOfRabbitmqWhoseLimitIsRaised(@TempDir Path home) {
        // given
        topic("b-in", Map.of("max.message.bytes", "5000000"));
        topic("b-out", Map.of());
        try (RealRabbit rabbit = RealRabbit.start()) {
            rabbit.createQueue("b-dead");
            rabbit.ctl("eval", "application:set_env(rabbit, max_message_size, 100000).");
            Map<String, String> files = files(kafkaSource("b-in"), "b-out", "rabbitmq: { queue: b-dead }", rabbit);
            try (HubInThisJvm hub = HubInThisJvm.start(home, files)) {
                // when
                send(new KafkaProbe(kafka.bootstrap(), "b-in"), LARGE, "small");
                // then
                RouteStatus status = awaitParked(hub, 1);
                assertThat(status.problems().toString()).contains("raise max_message_size in rabbitmq.conf");
                rabbit.ctl("eval", "application:set_env(rabbit, max_message_size, 10000000).");
                hub.awaitEnded("r", 2);
            }
            assertThat(bodies(AmqpProbe.ofQueue(rabbit, "b-dead"), 2)).containsExactlyInAnyOrder(LARGE, "small");
        }
    }

    @Test
    void isCutOrDiscardedAsAnOperatorOrders(@TempDir Path home) {
        // given
        topic("o-in", Map.of("max.message.bytes", "5000000"));
        topic("o-out", Map.of());
        topic("o-dead", Map.of("max.message.bytes", "50000"));
        try (HubInThisJvm hub =
                HubInThisJvm.start(home, files(kafkaSource("o-in"), "o-out", "kafka: { topic: o-dead }"))) {
            send(new KafkaProbe(kafka.bootstrap(), "o-in"), LARGE, LARGE + "y");
            awaitInFlight(hub, EventStatus.Where.PARKED, 2);
            // when
            order(hub, "o-in-0@0", EventOrder.Action.CUT);
            order(hub, "o-in-0@1", EventOrder.Action.DISCARD);
            // then
            RouteStatus status = hub.awaitEnded("r", 2);
            assertThat(status.outcomes()).containsEntry("dead_lettered", 1L).containsEntry("discarded", 1L);
            assertThatThrownBy(() -> order(hub, "o-in-0@1", EventOrder.Action.DISCARD))
                    .hasMessageContaining("no event 'o-in-0@1' in flight");
        }
        assertThat(bodies(new KafkaProbe(kafka.bootstrap(), "o-dead"), 1))
                .containsExactly(LARGE.substring(0, 32 * 1024));
        assertThat(committed("o-in")).isEqualTo(2);
    }

    /** The sender of a RabbitMQ message chooses its id, and nobody keeps him from giving the same one to another message. */
    @Test
    @EnabledIf(value = "routes.testkit.RealRabbit#isInstalled", disabledReason = "apt-get install rabbitmq-server")
    void isNeitherCutNorDiscardedWhereAnotherEventHasItsId(@TempDir Path home) throws Exception {
        // given
        topic("i-dead", Map.of("max.message.bytes", "50000"));
        topic("i-out", Map.of());
        try (RealRabbit rabbit = RealRabbit.start();
                HubInThisJvm hub = HubInThisJvm.begin(
                        home, files("rabbitmq: { queue: i-in }", "i-out", "kafka: { topic: i-dead }", rabbit))) {
            rabbit.createQueue("i-in");
            publish(rabbit, "i-in", "same", LARGE, "a");
            publish(rabbit, "i-in", "same", LARGE, "b");
            publish(rabbit, "i-in", "other", LARGE, "c");
            awaitInFlight(hub, EventStatus.Where.PARKED, 3);
            // when
            for (EventOrder.Action action : List.of(EventOrder.Action.CUT, EventOrder.Action.DISCARD)) {
                assertThatThrownBy(() -> order(hub, "i-in@same", action))
                        .hasMessageContaining("several events in flight have the id 'i-in@same'")
                        .hasMessageContaining("tooLarge: cut");
            }
            order(hub, "i-in@other", EventOrder.Action.DISCARD);
            // then
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(hub.route("r").outcomes()).containsEntry("discarded", 1L));
            assertThat(hub.inFlight().list("r", 10).total()).isEqualTo(2);
        }
    }

    private static void publish(RealRabbit rabbit, String queue, String id, String... parts) throws Exception {
        try (Connection connection = rabbit.connect();
                Channel channel = connection.createChannel()) {
            channel.basicPublish(
                    "",
                    queue,
                    new AMQP.BasicProperties.Builder().messageId(id).build(),
                    String.join("", parts).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void awaitInFlight(HubInThisJvm hub, EventStatus.Where where, int count) {
        await().atMost(PATIENCE)
                .until(() -> hub.inFlight().list("r", 10).events().stream()
                                .filter(event -> event.where() == where)
                                .count()
                        == count);
    }

    private static void order(HubInThisJvm hub, String event, EventOrder.Action action) {
        hub.inFlight().order("r", event, new EventOrder(action, "anna", Instant.now(), "a test"));
    }

    @Test
    void isForeseenByAComparisonOfTheLimits(@TempDir Path home) throws Exception {
        // given
        topic("v-in", Map.of("max.message.bytes", "5000000"));
        topic("v-out", Map.of("max.message.bytes", "5000000"));
        topic("v-small", Map.of("max.message.bytes", "3000000"));
        sqs.createQueue("v-dead");
        // when
        List<Problem> warnings = warnings(home, "v-out", "sqs: { queue: v-dead }");
        // then
        assertThat(warnings)
                .singleElement()
                .satisfies(warning -> assertThat(warning.toString())
                        .contains("routes/r.yaml:")
                        .contains(
                                "warning: the source can give events of 4999930 bytes (max.message.bytes of the topic)")
                        .contains("the dead letter target sqs:v-dead takes 1048576 (MaximumMessageSize of the queue)")
                        .contains("'tooLarge: cut'")
                        .endsWith("[dead-letter-limit]"));
        assertThat(warnings(home, "v-out", "sqs: { queue: v-dead } }\n    tooLarge: park\n    retry: { attempts: 2"))
                .isEmpty();
        assertThat(warnings(home, "v-small", "kafka: { topic: v-out }"))
                .singleElement()
                .satisfies(warning -> assertThat(warning.toString())
                        .contains("and kafka:v-small takes 2999930 (max.message.bytes of the topic)")
                        .endsWith("[target-limit]"));
        assertThat(warnings(home, "v-out", "kafka: { topic: v-in2 }").get(0).isError())
                .isTrue();
    }

    private static List<Problem> warnings(Path home, String target, String deadLetter) throws Exception {
        Map<String, String> files = files(kafkaSource("v-in"), target, deadLetter);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = home.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            return new ConnectivityCheck(
                            context,
                            new ConfigReader(name -> Optional.empty())
                                    .read(home)
                                    .definition()
                                    .orElseThrow())
                    .problems();
        }
    }

    private static RouteStatus awaitParked(HubInThisJvm hub, int othersEnded) {
        return await().atMost(PATIENCE)
                .until(
                        () -> hub.route("r"),
                        status -> status.problems().toString().contains("parked")
                                && status.received() - status.inFlight() >= othersEnded);
    }

    private static String kafkaSource(String topic) {
        return "kafka: { topic: " + topic + " }";
    }

    private static Map<String, String> files(String from, String target, String deadLetter, RealRabbit... rabbits) {
        String rabbit = Arrays.stream(rabbits)
                .map(one -> "  rabbit: { rabbitmq: { addresses: \"%s\", username: \"%s\", password: \"%s\" } }\n"
                        .formatted(one.address(), one.username(), one.password()))
                .findFirst()
                .orElse("");
        String aws = "  aws: { aws: { region: %s, endpoint: \"%s\", accessKeyId: \"%s\", secretAccessKey: \"%s\" } }\n"
                .formatted(AwsEmulator.REGION, sqs.endpoint(), AwsEmulator.ACCESS_KEY, AwsEmulator.SECRET_KEY);
        String connections = """
                connections:
                  kafka: { kafka: { brokers: "%s" } }
                """.formatted(kafka.bootstrap());
        return Map.of(
                "hub.yaml",
                connections + (deadLetter.contains("sqs") ? aws : "") + rabbit,
                "routes/r.yaml",
                """
                routes:
                  r:
                    from: { %s }
                    steps:
                      - filter: .status != "test"
                    to: { kafka: { topic: %s } }
                    deadLetter: { %s }
                """.formatted(from, target, deadLetter));
    }

    private static void topic(String name, Map<String, String> configs) {
        kafka.admin(admin -> admin.createTopics(List.of(new NewTopic(name, 1, (short) 1).configs(configs)))
                .all());
    }

    private static void raise(String topic, String bytes) {
        kafka.admin(admin -> admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET))))
                .all());
    }

    private static long committed(String topic) {
        return kafka
                .admin(admin -> admin.listConsumerGroupOffsets("r").partitionsToOffsetAndMetadata())
                .entrySet()
                .stream()
                .filter(offset -> offset.getKey().topic().equals(topic))
                .mapToLong(offset -> offset.getValue().offset())
                .sum();
    }

    private static void send(Probe probe, String... bodies) {
        try (probe) {
            probe.send(Arrays.stream(bodies)
                    .map(body -> Event.of(body.getBytes(StandardCharsets.UTF_8)))
                    .toList());
        }
    }

    private static void sendLarge(String topic, String body) {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrap(), "max.request.size", "5000000");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, body.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static Set<String> bodies(Probe probe, int atLeast) {
        try (probe) {
            return Set.copyOf(probe.receive(atLeast, PATIENCE).stream()
                    .map(event -> event.body().toString())
                    .distinct()
                    .toList());
        }
    }
}
