package routes.broker.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Component;
import routes.broker.BrokerProblem;
import routes.broker.HubEndpoint;
import routes.event.Readiness;

/** A queue or exchange of one RabbitMQ cluster. */
abstract class RabbitEndpoint extends HubEndpoint {

    private static final int CHECK_SECONDS = 9;

    private final RabbitAccess access;
    private final RabbitPlace place;

    RabbitEndpoint(String uri, Component component, RabbitAccess access, RabbitPlace place) {
        super(uri, component);
        this.access = access;
        this.place = place;
    }

    final RabbitAccess access() {
        return access;
    }

    final RabbitPlace place() {
        return place;
    }

    /** On a thread of its own, because several silent addresses would take longer than a check may. */
    @Override
    public final Readiness check() {
        CompletableFuture<Readiness> answer = new CompletableFuture<>();
        HubThreads.named("check-" + place.name())
                .newThread(() -> answer.complete(looked()))
                .start();
        try {
            return answer.get(CHECK_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return Readiness.notReady(
                    access.where() + " did not answer within " + CHECK_SECONDS + " s; is it up and reachable?");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Readiness.notReady("the check of " + access.where() + " was interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Readiness looked() {
        try {
            Connection connection = access.open("check " + place).connection();
            try {
                Channel channel = connection.createChannel();
                place.lookFor(channel);
                return Readiness.ready();
            } finally {
                connection.abort(1000);
            }
        } catch (IOException | ShutdownSignalException e) {
            return Readiness.notReady(access.problems().with(place, e));
        } catch (BrokerProblem e) {
            return Readiness.notReady(e.getMessage());
        } catch (RuntimeException e) {
            return Readiness.notReady(access.where() + " could not be asked: " + e);
        }
    }
}
