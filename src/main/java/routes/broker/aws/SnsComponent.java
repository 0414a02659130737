package routes.broker.aws;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import routes.definition.AwsConnection;
import routes.definition.SnsDestination;
import software.amazon.awssdk.services.sns.SnsAsyncClient;

/** Topics of SNS, under the scheme {@value #SCHEME}. One client for each connection. */
public final class SnsComponent extends DefaultComponent {

    public static final String SCHEME = "hub-sns";

    private final AwsClients<SnsAsyncClient> clients;

    public SnsComponent(Map<String, AwsConnection> connections) {
        clients = new AwsClients<>(connections, connection -> AwsClients.build(SnsAsyncClient.builder(), connection));
    }

    /** The endpoint to deliver events to. */
    public static String uri(String connection, SnsDestination destination) {
        return SCHEME + ":" + connection + "?topicArn="
                + URLEncoder.encode(destination.topicArn(), StandardCharsets.UTF_8);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String connection, Map<String, Object> parameters) {
        AwsConnection known = clients.connection(connection);
        String topicArn = getAndRemoveParameter(parameters, "topicArn", String.class);
        if (topicArn == null) {
            throw new IllegalArgumentException("topicArn is missing in " + uri);
        }
        return new SnsEndpoint(uri, this, connection, topicArn, AwsPlace.topic(topicArn, known));
    }

    SnsAsyncClient client(String connection) {
        return clients.client(connection);
    }

    /** After all targets: they use the clients until they have stopped. */
    @Override
    protected void doStop() throws Exception {
        super.doStop();
        clients.close();
    }
}
