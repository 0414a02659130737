package routes.benchmark.raw;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** Clients for an emulator. */
final class RawAwsClients {

    private RawAwsClients() {}

    static SqsAsyncClient sqs(String endpoint) {
        return at(endpoint, SqsAsyncClient.builder());
    }

    static SnsAsyncClient sns(String endpoint) {
        return at(endpoint, SnsAsyncClient.builder());
    }

    private static <B extends AwsClientBuilder<B, C>, C> C at(String endpoint, B builder) {
        return builder.endpointOverride(URI.create(endpoint))
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
    }
}
