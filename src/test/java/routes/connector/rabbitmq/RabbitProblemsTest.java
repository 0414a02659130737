package routes.connector.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.ShutdownSignalException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import routes.model.DataSize;
import routes.model.RabbitConnection;
import routes.model.Secret;

class RabbitProblemsTest {

    private final RabbitProblems problems = of("/");

    private static RabbitProblems of(String virtualHost) {
        return new RabbitProblems(
                "rabbit",
                new RabbitConnection(
                        "rabbit-1.example.com:5672, rabbit-2.example.com:5672",
                        "hub",
                        new Secret("secret"),
                        virtualHost,
                        Optional.empty(),
                        DataSize.parse("16MiB")));
    }

    @Test
    void namesTheServerAndTheVirtualHostInCommands() {
        assertThat(of("/").missing(QueueOrExchange.exchange("vip")))
                .endsWith("create it: caravanserai provision (or with the broker's tools: rabbitmqadmin -H"
                        + " rabbit-1.example.com declare exchange name=vip type=topic durable=true)");
        assertThat(of("prod").missing(QueueOrExchange.exchange("vip")))
                .contains("rabbitmqadmin -H rabbit-1.example.com -V prod declare exchange");
        assertThat(of("prod").unbound(QueueOrExchange.exchange("vip"), ExchangeType.BY_ROUTING_KEY, "a b"))
                .contains("-V prod declare binding source=vip destination=QUEUE 'routing_key=a b'");
    }

    @ParameterizedTest
    @EnumSource(
            value = ExchangeType.class,
            names = {"BY_ROUTING_KEY", "DIRECT"},
            mode = EnumSource.Mode.EXCLUDE)
    void speaksOfNoRoutingKeyWhereTheExchangeMayLookAtNone(ExchangeType type) {
        assertThat(of("prod").unbound(QueueOrExchange.exchange("vip"), type, "gold"))
                .contains("declare binding source=vip destination=QUEUE")
                .doesNotContain("gold", "routing_key", "for routing key");
    }

    @Test
    void saysHowAQueueBearsWhatComesBackOften() {
        assertThat(problems.missing(QueueOrExchange.queue("orders"))).contains("x-delivery-limit");
    }

    @Test
    void givesARightOnlyWhereOneIsMissing() {
        assertThat(problems.with(
                        QueueOrExchange.queue("orders"),
                        closed(403, "ACCESS_REFUSED - access to queue 'orders' in vhost '/' refused for user 'hub'")))
                .contains("list_user_permissions hub shows", "set_permissions -p '/' hub '^$' '.*' '.*'");
        assertThat(problems.with(
                        QueueOrExchange.queue("orders"),
                        closed(403, "ACCESS_REFUSED - queue 'orders' in vhost '/' in exclusive use")))
                .contains("in exclusive use")
                .doesNotContain("set_permissions");
    }

    @Test
    void makesAVirtualHostOnlyWhereThereIsNone() {
        assertThat(problems.connecting(left("NOT_ALLOWED - vhost / not found"))).contains("add_vhost '/' && ");
        assertThat(problems.connecting(left("NOT_ALLOWED - access to vhost '/' refused for user 'hub'")))
                .contains("allow it: rabbitmqctl set_permissions")
                .doesNotContain("add_vhost");
        assertThat(problems.connecting(left("NOT_ALLOWED - connection limit (1) is reached")))
                .contains("connection limit")
                .doesNotContain("rabbitmqctl");
    }

    private static ShutdownSignalException closed(int code, String text) {
        return because(
                new AMQP.Channel.Close.Builder().replyCode(code).replyText(text).build(), false);
    }

    private static ShutdownSignalException left(String text) {
        return because(
                new AMQP.Connection.Close.Builder()
                        .replyCode(530)
                        .replyText(text)
                        .build(),
                true);
    }

    private static ShutdownSignalException because(Method reason, boolean ofTheConnection) {
        return new ShutdownSignalException(ofTheConnection, false, reason, null);
    }
}
