package routes.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import routes.testkit.CertificateAuthority;

/** A server that answers for one ConfigMap as a cluster's API does, and the files that Kubernetes mounts into a pod. */
final class ClusterUnderTest implements AutoCloseable {

    static final String NAME = "hub-halts";

    private final Path mounted;
    private final KubernetesStub api;
    private Map<String, String> environment;

    /**
     * @param identity of the server, which the authority has signed
     * @param mounted an empty folder
     */
    ClusterUnderTest(CertificateAuthority authority, CertificateAuthority.Identity identity, Path mounted) {
        this.mounted = mounted;
        try {
            this.api = new KubernetesStub(identity);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        this.environment =
                Map.of("KUBERNETES_SERVICE_HOST", "localhost", "KUBERNETES_SERVICE_PORT", Integer.toString(api.port()));
        mount("token", "first\n");
        mount("namespace", "integration");
        mount("ca.crt", authority.caText());
    }

    void mount(String file, String text) {
        try {
            Files.writeString(mounted.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    KubernetesStub api() {
        return api;
    }

    JsonNode data() {
        return api.data();
    }

    /** Sets the variables that Kubernetes gives the pod. */
    void environment(Map<String, String> variables) {
        environment = variables;
    }

    ServiceAccount account() {
        return new ServiceAccount(variable -> Optional.ofNullable(environment.get(variable)), mounted);
    }

    ConfigMapClient client(String name) {
        return new ConfigMapClient(account(), name);
    }

    @Override
    public void close() {
        api.stop();
    }
}
