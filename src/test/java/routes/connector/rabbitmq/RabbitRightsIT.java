package routes.connector.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import routes.connector.CamelFixture;
import routes.connector.EndpointUnderTest;
import routes.connector.HubEndpoint;
import routes.connector.RecordedSend;
import routes.event.Readiness;
import routes.model.CloudEventsMode;
import routes.model.DataSize;
import routes.model.RabbitConnection;
import routes.model.RabbitSourceSpec;
import routes.model.RabbitSourceSpec.KeyFrom;
import routes.model.RabbitTargetSpec;
import routes.model.Secret;
import routes.model.SourceLocation;
import routes.testkit.RealRabbit;

/** What the hub finds out about its rights at RabbitMQ, without doing anything there. */
@EnabledIf(value = "routes.testkit.RealRabbit#isInstalled", disabledReason = "apt-get install rabbitmq-server")
class RabbitRightsIT {

    private static final String USER = "o'hub";
    private static final String COMMAND = "allow it by replacing the permissions that rabbitmqctl"
            + " list_user_permissions 'o'\\''hub' shows: rabbitmqctl set_permissions -p '/' 'o'\\''hub' '^$' '.*' '.*'";

    private static RealRabbit rabbit;

    private CamelFixture camp;

    @BeforeAll
    static void start() {
        rabbit = RealRabbit.start();
        rabbit.ctl("add_user", USER, "secret");
        rabbit.createQueue("orders");
        rabbit.arrange(channel -> {
            channel.exchangeDeclare("vip", "fanout", true);
            channel.queueBind("orders", "vip", "");
            channel.basicPublish("", "orders", null, new byte[] {1});
        });
    }

    @AfterAll
    static void stop() {
        rabbit.close();
    }

    @BeforeEach
    void pitch() {
        RabbitConnection connection = new RabbitConnection(
                rabbit.address(), USER, new Secret("secret"), "/", Optional.empty(), DataSize.parse("16MiB"));
        camp = new CamelFixture(Map.of("rabbit", new RabbitComponent("rabbit", connection)));
    }

    @AfterEach
    void strike() {
        camp.close();
    }

    @Test
    void saysWhatIsNotAllowedAndHowToAllowIt() {
        allow("^$", "^$");

        assertThat(asked(source("orders")))
                .contains("the user 'o'hub' may not use the queue 'orders'", "ACCESS_REFUSED", COMMAND);
        assertThat(asked(exchange("vip")))
                .contains("the user 'o'hub' may not use the exchange 'vip'", "ACCESS_REFUSED", COMMAND);
        assertThat(asked(queue("orders"))).contains("may not use the queue 'orders'", COMMAND);
        assertThat(endpoint(source("orders")).check().problem().orElse("ready"))
                .contains("may not use the queue 'orders'");
        assertThat(endpoint(queue("orders")).check().isReady())
                .as("only an attempt would tell")
                .isTrue();
    }

    @Test
    void saysWhatIsMissingRatherThanWhatIsNotAllowed() {
        allow("^$", "^$");

        assertThat(asked(source("it's gone")))
                .contains("queue 'it's gone' does not exist")
                .contains(
                        "create it: caravanserai provision (or with the broker's tools: rabbitmqadmin declare queue 'name=it'\\''s gone' durable=true");
    }

    @Test
    void attemptsWhatIsAllowedWithoutDoingIt() {
        allow(".*", ".*");

        assertThat(asked(source("orders"))).isEqualTo("ready");
        assertThat(asked(exchange("vip"))).isEqualTo("ready");
        assertThat(asked(queue("orders"))).isEqualTo("ready");

        assertThat(rabbit.ctl("list_queues", "name", "messages", "messages_unacknowledged", "consumers"))
                .contains("orders\t1\t0\t0");
        rabbit.arrange(channel -> assertThat(
                        channel.basicGet("orders", false).getEnvelope().isRedeliver())
                .isFalse());
    }

    @Test
    void saysThatASourceIsAStream() {
        allow("^$", ".*");
        rabbit.arrange(channel ->
                channel.queueDeclare("my_stream_queue", true, false, false, Map.of("x-queue-type", "stream")));
        rabbit.createQueue("of queue type stream");

        assertThat(asked(source("my_stream_queue")))
                .contains("queue 'my_stream_queue' at rabbit", "is a stream, and the hub takes nothing from streams");
        assertThat(asked(source("of queue type stream"))).isEqualTo("ready");
    }

    /** What is published with another key than the attempt's may be allowed. */
    @Test
    void leavesAloneWhatOnlyARoutingKeyDecides() {
        allow(".*", ".*");
        rabbit.arrange(channel -> channel.exchangeDeclare("desk", "topic", true));
        rabbit.ctl("set_topic_permissions", USER, "desk", "^orders\\.", ".*");

        assertThat(asked(exchange("desk"))).isEqualTo("ready");
    }

    /** A user may be allowed some routing keys alone: another one is the fault of its event, and holds no other. */
    @Test
    void refusesForGoodARoutingKeyThatIsNotAllowed() {
        allow(".*", ".*");
        rabbit.arrange(channel -> {
            channel.exchangeDeclare("counter", "topic", true);
            channel.queueDeclare("counted", true, false, false, Map.of());
            channel.queueBind("counted", "counter", "#");
        });
        rabbit.ctl("set_topic_permissions", USER, "counter", "^orders\\.", ".*");
        RecordedSend denied = RecordedSend.of("secret.1", "x");
        RecordedSend allowed = RecordedSend.of("orders.1", "x");

        camp.send(exchange("counter"), denied);
        String told = denied.told();
        camp.send(exchange("counter"), allowed);

        assertThat(told).startsWith("PERMANENT ").contains("access to topic 'secret.1'");
        assertThat(allowed.told()).isEqualTo("confirmed");
    }

    private static void allow(String written, String read) {
        rabbit.ctl("set_permissions", USER, "^$", written, read);
    }

    private String asked(EndpointUnderTest wanted) {
        Readiness answer = camp.endpoint(wanted).askForRights().join();
        return answer.problem().orElse("ready");
    }

    private HubEndpoint endpoint(EndpointUnderTest wanted) {
        return camp.endpoint(wanted);
    }

    private static EndpointUnderTest source(String queue) {
        return EndpointUnderTest.source(
                "rabbit",
                new RabbitSourceSpec(Optional.empty(), queue, KeyFrom.HEADER, List.of(), SourceLocation.NOWHERE),
                1000);
    }

    private static EndpointUnderTest exchange(String name) {
        return target(Optional.of(name), Optional.empty());
    }

    private static EndpointUnderTest queue(String name) {
        return target(Optional.empty(), Optional.of(name));
    }

    private static EndpointUnderTest target(Optional<String> exchange, Optional<String> queue) {
        return EndpointUnderTest.target(
                "rabbit",
                new RabbitTargetSpec(
                        Optional.empty(),
                        exchange,
                        Optional.empty(),
                        queue,
                        Optional.empty(),
                        CloudEventsMode.KEEP,
                        SourceLocation.NOWHERE));
    }
}
