package routes.connector.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.LongString;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import routes.connector.CamelFixture;
import routes.connector.RecordedSend;

/** From RabbitMQ to RabbitMQ, headers leave as they came: what looks at them finds the same as without the hub. */
@EnabledIf(value = "routes.testkit.RealRabbit#isInstalled", disabledReason = "apt-get install rabbitmq-server")
class RabbitHeadersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What bindings of a headers exchange ask for, and what messages carry: some the same value in another type. */
    private static final List<Object> VALUES = List.of(
            5,
            5L,
            (short) 5,
            (byte) 5,
            5.0,
            5.0f,
            new BigDecimal("5.0"),
            "5",
            true,
            "true",
            new Date(5_000),
            Map.of("level", 5),
            Map.of("level", 5L),
            Map.of("a", Map.of("b", List.of(1, "x", true))),
            List.of(1, "x"),
            List.of(1L, "x"),
            "5".getBytes());

    private static RabbitFixture dock;

    @BeforeAll
    static void start() {
        dock = new RabbitFixture();
    }

    @AfterAll
    static void stop() {
        dock.close();
    }

    @Test
    void aHeadersExchangeRoutesAsManyAsDirectly() throws Exception {
        try (Connection connection = dock.rabbit().connect();
                Channel channel = connection.createChannel();
                CamelFixture camp = new CamelFixture(dock.components())) {
            // given
            for (String exchange : List.of("directly", "through-the-hub")) {
                channel.exchangeDeclare(exchange, "headers", true);
                for (String name : List.of("h", "type", "priority")) {
                    for (int at = 0; at < VALUES.size(); at++) {
                        String queue = exchange + "-" + name + at;
                        channel.queueDeclare(queue, true, false, false, Map.of());
                        channel.queueBind(queue, exchange, "", Map.of("x-match", "all", name, VALUES.get(at)));
                    }
                }
            }
            dock.make("typed");
            // when
            for (String name : List.of("h", "type", "priority")) {
                for (Object value : VALUES) {
                    BasicProperties message = new BasicProperties.Builder()
                            .headers(Map.of(name, value))
                            .type("t")
                            .priority(1)
                            .build();
                    channel.basicPublish("directly", "", message, new byte[0]);
                    channel.basicPublish("", "typed", message, new byte[0]);
                }
            }
            camp.takes(dock.source("typed", 100), received -> {
                camp.send(RabbitFixture.targetOfExchange("through-the-hub"), RecordedSend.of(received.event()));
                CamelFixture.end(received);
            });
            await().atMost(PATIENCE).until(() -> camp.taken().size() == 3 * VALUES.size());
            // then
            Map<String, Long> direct = routed(channel, "directly");
            assertThat(direct.values()).contains(1L);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(routed(channel, "through-the-hub")).isEqualTo(direct));
        }
    }

    private static Map<String, Long> routed(Channel channel, String exchange) throws Exception {
        Map<String, Long> routed = new HashMap<>();
        for (String name : List.of("h", "type", "priority")) {
            for (int at = 0; at < VALUES.size(); at++) {
                routed.put(name + at, channel.messageCount(exchange + "-" + name + at));
            }
        }
        return routed;
    }

    @Test
    void everyHeaderAndPropertyArrivesWithItsType() throws Exception {
        try (Connection connection = dock.rabbit().connect();
                Channel channel = connection.createChannel();
                CamelFixture camp = new CamelFixture(dock.components())) {
            // given
            dock.make("typed-in");
            dock.make("typed-out");
            Map<String, Object> table = new HashMap<>();
            for (int at = 0; at < VALUES.size(); at++) {
                table.put("h" + at, VALUES.get(at));
            }
            table.put("nothing", null);
            table.put("deep", Arrays.asList(null, Map.of("a", List.of(new Date(1_000), (short) 2))));
            BasicProperties sent = new BasicProperties.Builder()
                    .headers(table)
                    .contentType("text/plain")
                    .contentEncoding("gzip")
                    .priority(7)
                    .correlationId("c")
                    .replyTo("answers")
                    .messageId("m")
                    .timestamp(new Date(1_700_000_000_000L))
                    .type("t")
                    .appId("a")
                    .deliveryMode(2)
                    .build();
            // when
            channel.basicPublish("", "typed-in", sent, new byte[0]);
            GetResponse directly = got(channel, "typed-in");
            channel.basicPublish("", "typed-in", sent, new byte[0]);
            camp.takes(dock.source("typed-in", 100), received -> {
                camp.send(dock.target("typed-out"), RecordedSend.of(received.event()));
                CamelFixture.end(received);
            });
            // then
            GetResponse through = got(channel, "typed-out");
            assertThat(typed(through.getProps().getHeaders()))
                    .isEqualTo(typed(directly.getProps().getHeaders()));
            assertThat(through.getProps().builder().headers(null).build())
                    .isEqualTo(directly.getProps().builder().headers(null).build());
        }
    }

    @Test
    void aKeyThatIsTooLongForARoutingKeyIsNoneWhereTheExchangeLooksAtNone() {
        // given
        String key = "k".repeat(256);
        dock.rabbit().arrange(channel -> {
            for (String type : List.of("fanout", "headers", "topic", "direct")) {
                channel.exchangeDeclare("long-" + type, type, true);
                channel.queueDeclare("long-" + type, true, false, false, Map.of());
                channel.queueBind("long-" + type, "long-" + type, "#");
            }
            channel.queueDeclare("long", true, false, false, Map.of());
        });
        try (CamelFixture camp = new CamelFixture(dock.components())) {
            for (String type : List.of("fanout", "headers", "topic", "direct")) {
                RecordedSend sent = RecordedSend.of(key, "x");
                // when
                camp.send(RabbitFixture.targetOfExchange("long-" + type), sent);
                // then
                assertThat(sent.told())
                        .as(type)
                        .startsWith(
                                List.of("fanout", "headers").contains(type)
                                        ? "confirmed"
                                        : "PERMANENT AMQP cannot carry the message");
            }
            RecordedSend sent = RecordedSend.of(key, "x");
            camp.send(dock.target("long"), sent);
            assertThat(sent.told()).isEqualTo("confirmed");
        }
    }

    @Test
    void adviceSpeaksOfWhatTheExchangeLooksAt() {
        dock.rabbit().arrange(channel -> {
            for (String type : List.of("fanout", "headers", "direct")) {
                channel.exchangeDeclare("empty-" + type, type, false, true, null);
                channel.queueDeclare("full-" + type, true, false, false, Map.of());
            }
        });
        try (CamelFixture camp = new CamelFixture(dock.components())) {
            Map<String, String> told = new HashMap<>();
            for (String type : List.of("fanout", "headers", "direct")) {
                RecordedSend sent = RecordedSend.of("gold", "x");
                camp.send(RabbitFixture.targetOfExchange("empty-" + type), sent);
                told.put(type, sent.told());
            }

            assertThat(told.get("fanout"))
                    .startsWith("PERMANENT unroutable: exchange 'empty-fanout' has no queue; bind one:")
                    .doesNotContain("routing");
            assertThat(told.get("headers"))
                    .startsWith("PERMANENT unroutable: exchange 'empty-headers' has no queue whose binding matches the"
                            + " event's headers; bind one:")
                    .doesNotContain("routing");
            assertThat(told.get("direct")).contains("has no queue for routing key 'gold'");
        }
    }

    @Test
    void theTimeOfAnEventIsItsTimestampAndNoneWhereThereIsNone() throws Exception {
        try (Connection connection = dock.rabbit().connect();
                Channel channel = connection.createChannel();
                CamelFixture camp = new CamelFixture(dock.components())) {
            // given
            dock.make("times");
            for (Date date : Arrays.asList(null, new Date(0), new Date(5_000))) {
                channel.basicPublish(
                        "",
                        "times",
                        new BasicProperties.Builder().timestamp(date).build(),
                        new byte[0]);
            }
            // when
            camp.takes(dock.source("times", 100), CamelFixture::end);
            await().atMost(PATIENCE).until(() -> camp.taken().size() == 3);
            // then
            assertThat(camp.taken().stream().map(received -> received.time()))
                    .containsExactly(Optional.empty(), Optional.empty(), Optional.of(Instant.ofEpochSecond(5)));
        }
    }

    private static GetResponse got(Channel channel, String queue) {
        return await().atMost(PATIENCE).until(() -> channel.basicGet(queue, true), answer -> answer != null);
    }

    /** A text in which values of different types differ. */
    private static String typed(Object value) {
        if (value instanceof Map) {
            Map<String, String> entries = new TreeMap<>();
            ((Map<?, ?>) value).forEach((name, inner) -> entries.put(String.valueOf(name), typed(inner)));
            return entries.toString();
        }
        if (value instanceof List) {
            return ((List<?>) value)
                    .stream().map(RabbitHeadersIT::typed).toList().toString();
        }
        String type = value == null
                ? ""
                : value instanceof LongString ? "text " : value.getClass().getSimpleName() + " ";
        return type + (value instanceof byte[] ? Arrays.toString((byte[]) value) : value);
    }
}
