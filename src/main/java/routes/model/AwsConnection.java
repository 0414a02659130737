package routes.model;

import static routes.model.InvalidValueException.require;
import static routes.support.DisplayText.quoted;

import java.net.URI;
import java.util.Optional;
import routes.model.format.Doc;
import routes.model.format.Kind;
import routes.model.format.Rule;

/** An AWS region and the credentials for it, for SQS and SNS. */
@Kind("aws")
@Doc("An AWS region, for SQS and SNS. Credentials come from the default chain (environment, profile, web identity,"
        + " instance).")
public record AwsConnection(
        @Doc(value = "The region.", example = "eu-west-1") @Rule.Form(AwsConnection.REGION)
        String region,

        @Doc(value = "The address of an emulator, in place of AWS.", example = "http://localhost:9324")
        @Rule.Form(AwsConnection.ADDRESS)
        Optional<String> endpoint,

        @Doc(value = "An access key, in place of the default credentials chain.", example = "${env:AWS_ACCESS_KEY_ID}")
        @Rule.Needs("secretAccessKey")
        Optional<String> accessKeyId,

        @Doc(value = "The secret of the access key.", example = "${file:/run/secrets/aws}") @Rule.Needs("accessKeyId")
        Optional<Secret> secretAccessKey)
        implements Connection {

    static final String REGION = "^[a-z0-9-]{4,32}$";

    /** Checks less than {@link #isHttp}: it is a regular expression for the JSON Schema. */
    static final String ADDRESS = "^https?://[^/?#@]+(?:[/?#][\\s\\S]*)?$";

    public AwsConnection {
        require(region.matches(REGION), "region", quoted(region) + " is not a region; write it like eu-west-1");
        endpoint.ifPresent(address -> require(
                isHttp(address),
                "endpoint",
                "the endpoint must be an http or https address without a user, like http://localhost:9324"));
        endpoint.ifPresent(address -> Hosts.requireBroker(URI.create(address).getHost(), "endpoint"));
        require(
                accessKeyId.map(id -> id.matches("[!-~]{1,128}")).orElse(true),
                "accessKeyId",
                "accessKeyId must be 1 to 128 printable ASCII characters without spaces");
        require(
                accessKeyId.isPresent() == secretAccessKey.isPresent(),
                "",
                "accessKeyId and secretAccessKey go together: give both or neither");
    }

    private static boolean isHttp(String address) {
        try {
            URI uri = URI.create(address);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && (uri.getPort() == -1 || Hosts.isPort(uri.getPort()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
