package routes.state;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * What Kubernetes gives to a pod for its calls to the API of the cluster: the address in environment variables; token, namespace
 * and certificates as files. Kubernetes replaces the files while the pod runs, so they are read again for each use. Immutable
 * and thread-safe.
 *
 * @param environment returns the value of an environment variable
 * @param folder the folder with the files {@code token}, {@code namespace} and {@code ca.crt}
 */
public record ServiceAccount(Function<String, Optional<String>> environment, Path folder) {

    private static final Path MOUNTED = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");
    private static final String HOST = "KUBERNETES_SERVICE_HOST";
    private static final String PORT = "KUBERNETES_SERVICE_PORT";

    /** The service account of the pod in which this process runs. */
    public static ServiceAccount ofThisPod() {
        return new ServiceAccount(name -> Optional.ofNullable(System.getenv(name)), MOUNTED);
    }

    /** The address of the API. */
    URI api() throws IOException {
        String host = environment
                .apply(HOST)
                .orElseThrow(() -> new IOException(
                        HOST + " is not set; a ConfigMap can only be used in a pod, elsewhere set HUB_STATE"));
        String port = environment.apply(PORT).orElse("443");
        return URI.create("https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }

    String token() throws IOException {
        return text("token");
    }

    String namespace() throws IOException {
        return text("namespace");
    }

    /** The certificates of the authorities that sign the API's certificate, in PEM. */
    String certificates() throws IOException {
        return text("ca.crt");
    }

    /** What trusts these authorities and no others. */
    static SSLContext trusting(String certificates) throws IOException {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate certificate : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(certificates.getBytes(StandardCharsets.US_ASCII)))) {
                trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "the certificates in ca.crt of the service account cannot be read: " + e.getMessage(), e);
        }
    }

    private String text(String file) throws IOException {
        return Files.readString(present(file)).strip();
    }

    private Path present(String file) throws IOException {
        Path path = folder.resolve(file);
        if (!Files.isReadable(path)) {
            throw new IOException(
                    path + " is missing or cannot be read; does the pod set automountServiceAccountToken: false?");
        }
        return path;
    }
}
