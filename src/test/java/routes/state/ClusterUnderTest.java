package routes.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import routes.testkit.CertificateAuthority;
import routes.testkit.ScratchFolder;

/**
 * A server that answers for one ConfigMap as a cluster's API does, and the files that Kubernetes mounts into a pod: a new one for
 * each test, all with the same certificate.
 */
final class ClusterUnderTest implements BeforeEachCallback, AfterEachCallback {

    static final String NAME = "hub-halts";

    private ScratchFolder folder;
    private Certificates certificates;
    private KubernetesStub api;
    private Map<String, String> environment;

    /** What the server shows, kept until the last test has run, since it takes seconds to make. */
    private record Certificates(
            ScratchFolder folder, CertificateAuthority authority, CertificateAuthority.Identity identity)
            implements AutoCloseable {

        static Certificates sign() {
            ScratchFolder folder = new ScratchFolder("certificates");
            CertificateAuthority authority = CertificateAuthority.found(folder.path(), "cluster");
            return new Certificates(folder, authority, authority.server("localhost"));
        }

        @Override
        public void close() {
            folder.close();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException, GeneralSecurityException {
        certificates = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(ClusterUnderTest.class))
                .getOrComputeIfAbsent(Certificates.class, key -> Certificates.sign(), Certificates.class);
        folder = new ScratchFolder("mounted");
        api = new KubernetesStub(certificates.identity());
        environment =
                Map.of("KUBERNETES_SERVICE_HOST", "localhost", "KUBERNETES_SERVICE_PORT", Integer.toString(api.port()));
        mount("token", "first\n");
        mount("namespace", "integration");
        mount("ca.crt", authority().caText());
    }

    /** Which has signed the certificate of the server. */
    CertificateAuthority authority() {
        return certificates.authority();
    }

    /** The folder that Kubernetes mounts. */
    Path mounted() {
        return folder.path();
    }

    void mount(String file, String text) {
        try {
            Files.writeString(mounted().resolve(file), text);
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
        return new ServiceAccount(variable -> Optional.ofNullable(environment.get(variable)), mounted());
    }

    ConfigMapClient client(String name) {
        return new ConfigMapClient(account(), name);
    }

    void shutDown() {
        api.stop();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        shutDown();
        folder.close();
    }
}
