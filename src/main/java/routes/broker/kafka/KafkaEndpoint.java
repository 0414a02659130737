package routes.broker.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import routes.broker.HubEndpoint;
import routes.definition.KafkaConnection;
import routes.event.Readiness;

/** A topic. */
final class KafkaEndpoint extends HubEndpoint {

    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final KafkaConnection connection;
    private final String topic;
    private final String group;
    private final int mostEvents;
    private final long mostBytes;

    KafkaEndpoint(
            String uri,
            KafkaComponent component,
            KafkaConnection connection,
            String topic,
            String group,
            int mostEvents,
            long mostBytes) {
        super(uri, component);
        this.connection = connection;
        this.topic = topic;
        this.group = group;
        this.mostEvents = mostEvents;
        this.mostBytes = mostBytes;
    }

    @Override
    public Producer createProducer() {
        return new KafkaTarget(this, topic, KafkaClients.producer(connection, "caravanserai-to-" + topic));
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        if (group.isEmpty()) {
            throw new IllegalArgumentException("a Kafka source needs a consumer group");
        }
        int poll = Math.max(1, Math.min(500, mostEvents / 2));
        Map<String, Object> settings = KafkaClients.consumer(connection, "caravanserai-" + group, group, poll);
        return new KafkaSource(this, processor, topic, settings, mostEvents, mostBytes);
    }

    /** An idempotent producer never stores a record after an earlier one of its partition was lost. */
    @Override
    public boolean keepsOrderAcrossFailures() {
        return true;
    }

    @Override
    public Readiness check() {
        Map<String, Object> settings = KafkaClients.common(connection, "caravanserai-check");
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
        try (Admin admin = Admin.create(settings)) {
            admin.describeTopics(List.of(topic)).allTopicNames().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return Readiness.ready();
        } catch (ExecutionException e) {
            return Readiness.notReady(explained(e.getCause()));
        } catch (TimeoutException e) {
            return Readiness.notReady(unreachable());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Readiness.notReady("the check was interrupted");
        } catch (RuntimeException e) {
            return Readiness.notReady(explained(e.getCause() == null ? e : e.getCause()));
        }
    }

    private String explained(Throwable cause) {
        if (cause instanceof UnknownTopicOrPartitionException) {
            return "topic '" + topic + "' does not exist at " + connection.brokers()
                    + "; create it: kafka-topics.sh --bootstrap-server " + connection.brokers()
                    + " --create --topic " + topic;
        }
        if (cause instanceof AuthenticationException) {
            return "Kafka at " + connection.brokers() + " refused the login; check sasl and tls of the connection";
        }
        if (cause instanceof AuthorizationException) {
            return "the hub's user may not use topic '" + topic + "' at " + connection.brokers()
                    + "; allow it: kafka-acls.sh --add --topic " + topic;
        }
        if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
            return unreachable();
        }
        return "Kafka at " + connection.brokers() + ": " + cause.getMessage();
    }

    private String unreachable() {
        return "Kafka at " + connection.brokers()
                + " cannot be reached; check brokers of the connection and the network";
    }
}
