package routes.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import routes.testkit.HubProcess;

/** A replica that is a process of its own, operated by its API over one connection. */
final class ReplicaByApi implements OperatedReplica {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HubProcess hub;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ReplicaByApi(HubProcess hub) {
        this.hub = hub;
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(hub.api() + "/routes/" + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() >= 500) {
                throw new AssertionError(method + " " + path + ": " + response.body());
            }
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean isAccepted(HttpResponse<String> response) {
        return response.statusCode() < 300;
    }

    private boolean order(String route, String order) {
        return isAccepted(send("POST", route + "/" + order, ""));
    }

    @Override
    public boolean pause(String route) {
        return order(route, "pause");
    }

    @Override
    public boolean stop(String route) {
        return order(route, "stop");
    }

    @Override
    public boolean resume(String route) {
        return order(route, "resume");
    }

    @Override
    public boolean restart(String route) {
        return order(route, "restart");
    }

    @Override
    public boolean write(String route, String text) {
        HttpResponse<String> response = send("PUT", route, text, "Content-Type", "application/yaml", "If-Match", "*");
        return isAccepted(response)
                || response.statusCode() == 412
                        && isAccepted(send("PUT", route, text, "Content-Type", "application/yaml"));
    }

    @Override
    public boolean remove(String route) {
        return isAccepted(send("DELETE", route, "", "If-Match", "*"));
    }

    @Override
    public boolean rollBack(String route, String revision) {
        String path = route + "/history/" + revision + "/roll-back";
        return isAccepted(send("POST", path, "", "If-Match", "*")) || isAccepted(send("POST", path, ""));
    }

    @Override
    public List<String> history(String route) {
        HttpResponse<String> response = send("GET", route + "/history", "");
        List<String> revisions = new ArrayList<>();
        if (isAccepted(response)) {
            for (JsonNode version : json(response)) {
                if (!version.path("text").asText().isEmpty()) {
                    revisions.add(version.path("revision").asText());
                }
            }
        }
        return revisions;
    }

    @Override
    public Optional<Seen> see(String route) {
        HttpResponse<String> response = send("GET", route, "", "Accept", "application/json");
        if (response.statusCode() == 404) {
            return Optional.empty();
        }
        JsonNode status = json(response);
        return Optional.of(new Seen(
                status.path("state").asText(),
                status.path("halt").isObject(),
                status.path("revision").asText()));
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It looks by itself, and soon. */
    @Override
    public void synchronize() {}

    @Override
    public void close() {
        hub.close();
    }
}
