package routes.testkit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;

/** Kafka, wherever it runs. */
public interface Kafka extends AutoCloseable {

    /** Every broker, whether it runs or not. */
    String bootstrap();

    /** With as many replicas as is usual there. */
    default void createTopic(String name, int partitions) {
        admin(admin -> admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                .all());
    }

    /** Asks the cluster something and waits for the answer. */
    default <T> T admin(Function<Admin, KafkaFuture<T>> question) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap()))) {
            return question.apply(admin).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    void close();
}
