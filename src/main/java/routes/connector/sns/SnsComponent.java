package routes.connector.sns;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.camel.Endpoint;
import routes.connector.HubComponent;
import routes.connector.aws.AwsClients;
import routes.connector.aws.AwsResource;
import routes.model.AwsConnection;
import routes.model.SnsTargetSpec;
import software.amazon.awssdk.services.sns.SnsAsyncClient;

/** The Camel component for SNS topics, with the scheme {@value #SCHEME}. Has one client for each connection. */
public final class SnsComponent extends HubComponent {

    public static final String SCHEME = "hub-sns";

    private final AwsClients<SnsAsyncClient> clients;

    public SnsComponent(Map<String, AwsConnection> connections) {
        clients = new AwsClients<>(
                connections, (connection, http) -> AwsClients.build(SnsAsyncClient.builder(), connection, http));
    }

    /** The URI of a target. */
    public static String uri(String connection, SnsTargetSpec destination) {
        return SCHEME + ":" + encoded(connection) + "?topicArn=" + encoded(destination.topicArn());
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        String connection = decoded(remaining);
        AwsConnection known = clients.connection(connection);
        String topicArn = needed(parameters, "topicArn");
        return new SnsEndpoint(uri, this, connection, topicArn, AwsResource.topic(topicArn, known));
    }

    <T> CompletableFuture<T> ask(String connection, Function<SnsAsyncClient, CompletableFuture<T>> question) {
        return clients.ask(connection, question);
    }

    SnsAsyncClient client(String connection) {
        return clients.client(connection);
    }

    /** Closes the clients after all targets have stopped, since targets use them until then. */
    @Override
    protected void doStop() throws Exception {
        super.doStop();
        clients.close();
    }
}
