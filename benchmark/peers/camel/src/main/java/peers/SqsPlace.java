package peers;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.main.Main;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Four consumers that ask for ten messages at once; each message is deleted, and each sent, with a call of its own. */
final class SqsPlace implements Place {

    private static final String KEY = "hub-key";

    private final SqsClient client;

    SqsPlace(String endpoint) {
        this.client = SqsClient.builder()
                .endpointOverride(URI.create(endpoint))
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
    }

    @Override
    public void bind(Main main) {
        main.bind("sqs", client);
    }

    @Override
    public String from(String queue) {
        return "aws2-sqs:" + queue
                + "?amazonSQSClient=#sqs&maxMessagesPerPoll=10&concurrentConsumers=4&greedy=true&waitTimeSeconds=2"
                + "&deleteAfterRead=true&messageAttributeNames=All";
    }

    @Override
    public String to(String queue) {
        return "aws2-sqs:" + queue + "?amazonSQSClient=#sqs";
    }

    @Override
    public Object takeKey(Exchange exchange) {
        return exchange.getMessage().removeHeader(KEY);
    }

    @Override
    public void setKey(Message message, Object key) {
        message.setHeader(KEY, key instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : key);
    }
}
