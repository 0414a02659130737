package routes.connector.sns;

import routes.connector.ConnectorException;
import routes.connector.EventTail;
import routes.connector.HubComponent;
import routes.connector.HubEndpoint;
import routes.connector.ProvisionOptions;
import routes.connector.Provisioner;
import routes.connector.TailOptions;
import routes.connector.aws.AwsMessageStyle;
import routes.connector.aws.AwsResource;
import routes.connector.aws.LazyAwsClient;
import routes.model.AwsConnection;
import routes.model.SnsTargetSpec;
import routes.model.SourceSpec;
import software.amazon.awssdk.services.sns.SnsAsyncClient;

/** Topics of SNS, by one connection. SNS is a target alone. */
public final class SnsComponent extends HubComponent<SourceSpec, SnsTargetSpec> {

    private final AwsConnection connection;
    private final LazyAwsClient<SnsAsyncClient> client;

    /** @param name of the connection */
    public SnsComponent(String name, AwsConnection connection) {
        this.connection = connection;
        this.client = new LazyAwsClient<>(
                name, connection, (settings, http) -> LazyAwsClient.build(SnsAsyncClient.builder(), settings, http));
    }

    @Override
    public HubEndpoint target(String uri, SnsTargetSpec spec) {
        return target(uri, spec, AwsMessageStyle.of(name(spec), spec.pack(), spec.cloudEvents()));
    }

    @Override
    public HubEndpoint deadLetters(String uri, SnsTargetSpec spec) {
        return target(uri, spec, AwsMessageStyle.ofDeadLetters(name(spec)));
    }

    private static String name(SnsTargetSpec spec) {
        return spec.topicArn().substring(spec.topicArn().lastIndexOf(':') + 1);
    }

    private HubEndpoint target(String uri, SnsTargetSpec spec, AwsMessageStyle style) {
        return new SnsEndpoint(
                uri, this, client, spec.topicArn(), style, AwsResource.topic(spec.topicArn(), connection));
    }

    @Override
    public Provisioner<SourceSpec, SnsTargetSpec> provisioner(ProvisionOptions options) {
        return new SnsProvisioner(client, connection);
    }

    @Override
    public EventTail tail(SnsTargetSpec spec, TailOptions options) {
        return tail(name(spec), options);
    }

    @Override
    public EventTail tail(String topic, TailOptions options) {
        throw new ConnectorException(
                "topic '" + topic + "' is not watched: SNS keeps nothing, and shows what is published"
                        + " only to its subscribers. Subscribe a queue of your own and read that, or give the route a second"
                        + " target that can be watched");
    }

    /** After all targets: they use the client until they have stopped. */
    @Override
    protected void doStop() throws Exception {
        super.doStop();
        client.close();
    }
}
