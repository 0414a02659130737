package routes.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads and changes one ConfigMap in the pod's own namespace. These two calls of the Kubernetes API are made directly, because the
 * libraries for it carry the model of every Kubernetes object. Thread-safe.
 */
public final class ConfigMapClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    /** How often a request is made: 401 if the token was replaced meanwhile, 409 if another replica was faster. */
    private static final int MAX_ATTEMPTS = 3;

    private final ServiceAccount account;
    private final String name;
    /** The client for the certificates that it trusts. */
    private volatile Optional<Trusting> latest = Optional.empty();

    private record Trusting(String certificates, HttpClient client) {}

    /** @param name the name of the ConfigMap */
    public ConfigMapClient(ServiceAccount account, String name) {
        this.account = account;
        this.name = name;
    }

    /** The data of the ConfigMap; empty if there is no such ConfigMap. */
    Optional<Map<String, String>> data() throws IOException {
        HttpResponse<String> response = send(HttpRequest.newBuilder().GET());
        if (response.statusCode() == 404) {
            return Optional.empty();
        }
        Map<String, String> data = new TreeMap<>();
        successful(response)
                .path("data")
                .properties()
                .forEach(entry -> data.put(entry.getKey(), entry.getValue().asText()));
        return Optional.of(data);
    }

    /** Sets or, if the value is empty, removes one key of the data; no other key is touched. */
    void set(String key, Optional<String> value) throws IOException {
        ObjectNode patch = JSON.createObjectNode();
        patch.putObject("data").put(key, value.orElse(null)); // null removes the key: RFC 7396
        successful(send(HttpRequest.newBuilder()
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofString(patch.toString()))));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        request.uri(account.api().resolve("/api/v1/namespaces/" + account.namespace() + "/configmaps/" + name))
                .timeout(REQUEST_TIMEOUT)
                .header("Accept", "application/json");
        for (int attempt = 1; ; attempt++) {
            request.setHeader("Authorization", "Bearer " + account.token());
            HttpResponse<String> response = await(client().sendAsync(request.build(), BodyHandlers.ofString()));
            if (attempt == MAX_ATTEMPTS || response.statusCode() != 401 && response.statusCode() != 409) {
                return response;
            }
        }
    }

    /** Waits for the whole answer: the time-out of a request only covers its beginning. */
    private static HttpResponse<String> await(CompletableFuture<HttpResponse<String>> answer) throws IOException {
        try {
            return answer.get(REQUEST_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(reason(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("the Kubernetes API did not answer within " + REQUEST_TIMEOUT.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the Kubernetes API");
        }
    }

    private static String reason(Throwable cause) {
        return Optional.ofNullable(cause.getMessage())
                .or(() -> Optional.ofNullable(cause.getCause()).map(Throwable::getMessage))
                .orElse(cause.getClass().getSimpleName());
    }

    /** The body of a successful answer. */
    private static JsonNode successful(HttpResponse<String> response) throws IOException {
        if (response.statusCode() != 200) {
            throw new IOException(
                    "the Kubernetes API answered with status " + response.statusCode() + explanation(response.body()));
        }
        return JSON.readTree(response.body());
    }

    /** What the API says about a failure: for example, which right the service account lacks. */
    private static String explanation(String body) {
        try {
            String message = JSON.readTree(body).path("message").asText();
            return message.isEmpty() ? "" : ": " + message;
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    /** HTTP 1.1, so that a request that times out takes its connection with it, and the next one opens another. */
    private HttpClient client() throws IOException {
        String certificates = account.certificates();
        Optional<Trusting> known =
                latest.filter(trusting -> trusting.certificates().equals(certificates));
        if (known.isEmpty()) {
            known = Optional.of(new Trusting(
                    certificates,
                    HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .connectTimeout(CONNECT_TIMEOUT)
                            .sslContext(ServiceAccount.trusting(certificates))
                            .build()));
            latest = known;
        }
        return known.get().client();
    }

    /** The namespace and name, for messages; only the name if the namespace is not known. */
    @Override
    public String toString() {
        try {
            return account.namespace() + "/" + name;
        } catch (IOException e) {
            return name;
        }
    }
}
