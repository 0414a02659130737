package routes.connector.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import routes.connector.ConnectorException;
import routes.connector.MissingResource;
import routes.connector.ProvisionPlan;
import routes.connector.Provisioner;
import routes.connector.Remedy;
import routes.model.RabbitSourceSpec;
import routes.model.RabbitSourceSpec.Binding;
import routes.model.RabbitTargetSpec;

/** Makes queues, exchanges, and the bindings that sources name. */
final class RabbitProvisioner implements Provisioner<RabbitSourceSpec, RabbitTargetSpec> {

    private final RabbitConnectionFactory connections;
    private final Map<QueueOrExchange, Boolean> needed = new LinkedHashMap<>();
    private final Map<String, Set<Binding>> bindings = new LinkedHashMap<>();
    private Optional<Connection> open = Optional.empty();

    RabbitProvisioner(RabbitConnectionFactory connections) {
        this.connections = connections;
    }

    @Override
    public void needSource(RabbitSourceSpec spec) {
        needed.put(QueueOrExchange.queue(spec.queue()), true);
        spec.bindings().forEach(binding -> {
            needed.putIfAbsent(QueueOrExchange.exchange(binding.exchange()), false);
            bindings.computeIfAbsent(spec.queue(), queue -> new LinkedHashSet<>())
                    .add(binding);
        });
    }

    @Override
    public void needTarget(RabbitTargetSpec spec) {
        needed.putIfAbsent(RabbitComponent.place(spec), false);
    }

    @Override
    public void needDeadLetters(RabbitTargetSpec spec) {
        needTarget(spec);
    }

    @Override
    public ProvisionPlan plan() {
        List<MissingResource> missing = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Set<QueueOrExchange> made = new HashSet<>();
        needed.forEach((place, isSource) -> {
            try {
                if (!exists(place)) {
                    made.add(place);
                    missing.add(
                            switch (place.sort()) {
                                case QUEUE -> queue(place, isSource);
                                case EXCHANGE -> exchange(place);
                            });
                }
            } catch (ConnectorException e) {
                problems.add(e.getMessage());
            }
        });
        bindings.forEach((queue, all) -> all.forEach(binding -> missing.add(bound(
                queue,
                binding,
                made.contains(QueueOrExchange.queue(queue))
                        || made.contains(QueueOrExchange.exchange(binding.exchange()))))));
        return new ProvisionPlan(missing, problems);
    }

    private MissingResource queue(QueueOrExchange queue, boolean isSource) {
        QueueArguments arguments = QueueArguments.of(connection(), isSource);
        return new MissingResource(
                queue.toString(),
                arguments.described(),
                Optional.empty(),
                () -> declare(
                        queue, channel -> channel.queueDeclare(queue.name(), true, false, false, arguments.values())));
    }

    private MissingResource exchange(QueueOrExchange exchange) {
        return new MissingResource(
                exchange.toString(),
                "topic, durable",
                isBound(exchange)
                        ? Optional.empty()
                        : Optional.of("no queue is bound to it: an event that no queue gets becomes a dead letter; "
                                + Remedy.binding(
                                        new RabbitRemedies(connections.settings()).binding(exchange.name(), "KEY"))),
                () -> declare(exchange, channel -> channel.exchangeDeclare(exchange.name(), "topic", true)));
    }

    private boolean isBound(QueueOrExchange exchange) {
        return bindings.values().stream()
                .flatMap(Set::stream)
                .anyMatch(binding -> binding.exchange().equals(exchange.name()));
    }

    /** AMQP cannot ask for bindings. To bind once more what is bound changes nothing. */
    private MissingResource bound(String queue, Binding binding, boolean isCertain) {
        QueueOrExchange place = QueueOrExchange.queue(queue);
        return new MissingResource(
                "binding of " + place + " to exchange '" + binding.exchange() + "'",
                "routing key '" + binding.routingKey() + "'",
                Optional.empty(),
                isCertain,
                () -> declare(place, channel -> channel.queueBind(queue, binding.exchange(), binding.routingKey())));
    }

    private interface Declaration {
        void on(Channel channel) throws IOException;
    }

    /** What is there in another form was made by another process meanwhile, and stays as it is. */
    private void declare(QueueOrExchange place, Declaration declaration) {
        try {
            on(declaration);
        } catch (IOException | ShutdownSignalException e) {
            Optional<RabbitProblems.Closing> closing = RabbitProblems.closing(e);
            if (closing.filter(RabbitProvisioner::saysThatItExists).isEmpty()) {
                throw new ConnectorException(refusal(place, e), e);
            }
        }
    }

    private static boolean saysThatItExists(RabbitProblems.Closing closing) {
        return closing.code() == AMQP.PRECONDITION_FAILED && closing.text().contains("inequivalent arg")
                || closing.code() == AMQP.RESOURCE_LOCKED;
    }

    private String refusal(QueueOrExchange place, Exception e) {
        return RabbitProblems.closing(e)
                .filter(closing -> closing.code() == AMQP.ACCESS_REFUSED)
                .map(closing -> connections.problems().mayNotMake(place, closing.text()))
                .orElseGet(() -> connections.problems().with(place, e));
    }

    private boolean exists(QueueOrExchange place) {
        try {
            on(place::lookFor);
            return true;
        } catch (IOException | ShutdownSignalException e) {
            Optional<RabbitProblems.Closing> closing = RabbitProblems.closing(e);
            if (closing.filter(said -> said.code() == AMQP.NOT_FOUND).isPresent()) {
                return false;
            }
            if (closing.filter(said -> said.code() == AMQP.RESOURCE_LOCKED).isPresent()) {
                return true;
            }
            throw new ConnectorException(connections.problems().with(place, e), e);
        }
    }

    /** On a channel of its own, since the broker closes the channel with each refusal. */
    private void on(Declaration declaration) throws IOException {
        Channel channel = connection().createChannel();
        try {
            declaration.on(channel);
        } finally {
            if (channel.isOpen()) {
                channel.abort();
            }
        }
    }

    private Connection connection() {
        if (open.filter(Connection::isOpen).isEmpty()) {
            open = Optional.of(connections.open("provision").connection());
        }
        return open.get();
    }

    @Override
    public void close() {
        open.ifPresent(connection -> connection.abort(1000));
    }
}
