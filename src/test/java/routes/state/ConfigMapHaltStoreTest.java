package routes.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.testkit.CertificateAuthority;

/** Against a server that answers for one ConfigMap as a cluster's API does. */
class ConfigMapHaltStoreTest extends HaltStoreContract {

    @TempDir
    private static Path certificates;

    private static CertificateAuthority authority;
    private static CertificateAuthority.Identity identity;

    @TempDir
    private Path mounted;

    private KubernetesStub api;
    private Map<String, String> environment;

    @BeforeAll
    static void sign() {
        authority = CertificateAuthority.found(certificates, "cluster");
        identity = authority.server("localhost");
    }

    @BeforeEach
    void begin() throws IOException, GeneralSecurityException {
        api = new KubernetesStub(identity);
        environment =
                Map.of("KUBERNETES_SERVICE_HOST", "localhost", "KUBERNETES_SERVICE_PORT", Integer.toString(api.port()));
        mount("token", "first\n");
        mount("namespace", "integration");
        mount("ca.crt", authority.caText());
    }

    @AfterEach
    void end() {
        api.stop();
    }

    private void mount(String file, String text) {
        try {
            Files.writeString(mounted.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HaltStore store(String name) {
        return new ConfigMapHaltStore(new ConfigMapClient(
                new ServiceAccount(variable -> Optional.ofNullable(environment.get(variable)), mounted), name));
    }

    @Override
    HaltStore one() {
        return store("hub-halts");
    }

    @Override
    HaltStore other() {
        return store("hub-halts");
    }

    @Test
    void useOnlyKeysThatAConfigMapMayHave() throws IOException {
        one().keep("camel:orders.in_2", PAUSE);

        assertThat(api.data().fieldNames()).toIterable().containsExactly("camel.orders.in_2");
    }

    @Test
    void areReadWithTheTokenThatKubernetesHasPutInPlaceOfTheFormer() throws IOException {
        HaltStore halts = one();
        halts.keep("orders", PAUSE);

        api.accept("second");
        mount("token", "second\n");

        assertThat(halts.all()).containsEntry("orders", PAUSE);
        assertThat(api.tokens()).containsExactly("first", "second");
    }

    @Test
    void areWrittenEvenIfTheTokenIsReplacedDuringTheCall() throws IOException {
        api.accept("second");
        api.beforeAnswer(() -> mount("token", "second"));

        one().keep("orders", PAUSE);

        assertThat(one().all()).containsEntry("orders", PAUSE);
        assertThat(api.tokens()).startsWith("first", "second");
    }

    @Test
    void areReadAfterTheCertificatesOfTheClusterWereReplaced() throws IOException {
        mount("ca.crt", CertificateAuthority.found(mounted, "former").caText());
        HaltStore halts = one();
        assertThatThrownBy(halts::all).hasMessageContaining("cannot be read").hasMessageContaining("PKIX");

        mount("ca.crt", CertificateAuthority.found(mounted, "other").caText() + authority.caText());

        assertThat(halts.all()).isEmpty();
    }

    @Test
    void areWrittenAgainAfterAConflict() throws IOException {
        api.fail(409, 409);

        one().keep("orders", PAUSE);

        assertThat(one().all()).containsEntry("orders", PAUSE);
    }

    @Test
    void sayThatTheConfigMapIsMissing() {
        assertThatThrownBy(() -> store("nothing").all())
                .isInstanceOf(IOException.class)
                .hasMessage("the ConfigMap integration/nothing does not exist; create it, without data");
    }

    @Test
    void sayWhichStatusTheApiAnswered() {
        api.fail(403);
        assertThatThrownBy(() -> one().all())
                .isInstanceOf(IOException.class)
                .hasMessage("the ConfigMap integration/hub-halts cannot be read:"
                        + " the Kubernetes API answered with status 403: the stub says 403");

        api.fail(409, 409, 409);
        assertThatThrownBy(() -> one().keep("orders", PAUSE))
                .isInstanceOf(IOException.class)
                .hasMessage("the ConfigMap integration/hub-halts cannot be written:"
                        + " the Kubernetes API answered with status 409: the stub says 409");
    }

    @Test
    void sayThatTheClusterIsAway() {
        api.stop();

        assertThatThrownBy(() -> one().all())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the ConfigMap integration/hub-halts cannot be read");
    }

    @Test
    void sayThatTheHubRunsInNoPod() throws IOException {
        Files.delete(mounted.resolve("token"));
        assertThatThrownBy(() -> one().all()).hasMessageContaining("token is missing or cannot be read");

        environment = Map.of();
        assertThatThrownBy(() -> one().all())
                .hasMessage(
                        "the ConfigMap integration/hub-halts cannot be read:"
                                + " KUBERNETES_SERVICE_HOST is not set; a ConfigMap can only be used in a pod, elsewhere set HUB_STATE");
    }

    @Test
    void findTheApiAtAnAddressOfIpVersion6() throws IOException {
        environment = Map.of("KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "6443");

        assertThat(new ServiceAccount(variable -> Optional.ofNullable(environment.get(variable)), mounted).api())
                .hasToString("https://[fd00::1]:6443");
    }
}
