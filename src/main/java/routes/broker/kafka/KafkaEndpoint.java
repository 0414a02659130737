package routes.broker.kafka;

import java.io.IOException;
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
import routes.broker.HubEndpoint;
import routes.broker.TrustedTls;
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
        return new KafkaTarget(this, topic, () -> KafkaClients.producer(connection, "caravanserai-to-" + topic));
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        if (group.isEmpty()) {
            throw new IllegalArgumentException("a Kafka source needs a consumer group");
        }
        int poll = Math.max(1, Math.min(500, mostEvents / 2));
        return new KafkaSource(
                this,
                processor,
                topic,
                () -> KafkaClients.consumer(connection, "caravanserai-" + group, group, poll),
                new KafkaProblems(connection, topic),
                mostEvents,
                mostBytes);
    }

    /** An idempotent producer never stores a record after an earlier one of its partition was lost. */
    @Override
    public boolean keepsOrderAcrossFailures() {
        return true;
    }

    @Override
    public Readiness check() {
        KafkaProblems problems = new KafkaProblems(connection, topic);
        if (connection.tls().isEmpty() && Knock.at(connection.brokers()) == Knock.ENCRYPTED) {
            return Readiness.notReady(problems.encrypted());
        }
        try (Admin admin = Admin.create(settings())) {
            admin.describeTopics(List.of(topic)).allTopicNames().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return Readiness.ready();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Readiness.notReady("the check was interrupted");
        } catch (ExecutionException | TimeoutException | IOException | RuntimeException e) {
            boolean late = e instanceof TimeoutException
                    || e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException;
            if (!late) {
                return Readiness.notReady(problems.explained(e));
            }
            boolean nobody = Knock.at(connection.brokers()) == Knock.NOBODY;
            return Readiness.notReady(nobody ? problems.unreachable() : problems.speechless());
        }
    }

    private Map<String, Object> settings() throws IOException {
        if (connection.tls().isPresent()) {
            TrustedTls.context(connection.tls().get());
        }
        Map<String, Object> settings = KafkaClients.common(connection, "caravanserai-check");
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
        return settings;
    }
}
