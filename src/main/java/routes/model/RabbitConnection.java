package routes.model;

import static routes.model.InvalidValueException.require;

import java.util.Optional;
import java.util.OptionalLong;
import routes.model.format.Default;
import routes.model.format.Doc;
import routes.model.format.Kind;
import routes.model.format.Rule;

/** A RabbitMQ cluster. */
@Kind("rabbitmq")
@Doc("A RabbitMQ cluster.")
public record RabbitConnection(
        @Doc(
                value = "Nodes of the cluster, as host:port, separated by commas.",
                example = "rabbit-1:5672,rabbit-2:5672")
        @Rule.Form(Hosts.PATTERN)
        String addresses,

        @Doc("The user.") @Default("guest") String username,

        @Doc(value = "The password.", example = "${file:/run/secrets/rabbit}") @Default("guest")
        Secret password,

        @Doc("The virtual host.") @Default("/") String virtualHost,

        @Doc(value = "Encrypt the connection.", example = "{ ca: /etc/hub/tls/ca.crt }")
        Optional<Tls> tls,

        @Doc("The largest body that the broker accepts (its setting max_message_size).") @Default("16MiB")
        DataSize maxMessageSize)
        implements Connection {

    public RabbitConnection {
        Hosts.requireAll(addresses, "addresses");
        BrokerNames.requireName(username, "username");
        BrokerNames.requireName(virtualHost, "virtualHost");
        require(
                maxMessageSize.bytes() >= 1024 && maxMessageSize.bytes() <= 512L << 20,
                "maxMessageSize",
                "maxMessageSize must be from 1KiB to 512MiB, the maximum of RabbitMQ, but is " + maxMessageSize);
    }

    static OptionalLong mostBytes(Optional<Connection> connection) {
        return connection
                .filter(RabbitConnection.class::isInstance)
                .map(RabbitConnection.class::cast)
                .map(rabbit -> OptionalLong.of(rabbit.maxMessageSize().bytes()))
                .orElse(OptionalLong.empty());
    }
}
