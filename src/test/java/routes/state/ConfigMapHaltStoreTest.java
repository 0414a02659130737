package routes.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import routes.testkit.CertificateAuthority;

/** Against a server that answers for one ConfigMap as a cluster's API does. */
class ConfigMapHaltStoreTest extends HaltStoreContract {

    @RegisterExtension
    private final ClusterUnderTest cluster = new ClusterUnderTest();

    private HaltStore store(String name) {
        return new ConfigMapHaltStore(cluster.client(name));
    }

    @Override
    HaltStore one() {
        return store(ClusterUnderTest.NAME);
    }

    @Override
    HaltStore other() {
        return store(ClusterUnderTest.NAME);
    }

    @Test
    void useOnlyKeysThatAConfigMapMayHave() throws IOException {
        one().keep("camel:orders.in_2", PAUSE);

        assertThat(cluster.data().fieldNames()).toIterable().containsExactly("camel.orders.in_2");
    }

    @Test
    void areReadWithTheTokenThatKubernetesHasPutInPlaceOfTheFormer() throws IOException {
        HaltStore halts = one();
        halts.keep("orders", PAUSE);

        cluster.api().accept("second");
        cluster.mount("token", "second\n");

        assertThat(halts.all()).containsEntry("orders", PAUSE);
        assertThat(cluster.api().tokens()).containsExactly("first", "second");
    }

    @Test
    void areWrittenEvenIfTheTokenIsReplacedDuringTheCall() throws IOException {
        cluster.api().accept("second");
        cluster.api().beforeAnswer(() -> cluster.mount("token", "second"));

        one().keep("orders", PAUSE);

        assertThat(one().all()).containsEntry("orders", PAUSE);
        assertThat(cluster.api().tokens()).startsWith("first", "second");
    }

    @Test
    void areReadAfterTheCertificatesOfTheClusterWereReplaced() throws IOException {
        cluster.mount(
                "ca.crt",
                CertificateAuthority.found(cluster.mounted(), "former").caText());
        HaltStore halts = one();
        assertThatThrownBy(halts::all).hasMessageContaining("cannot be read").hasMessageContaining("PKIX");

        cluster.mount(
                "ca.crt",
                CertificateAuthority.found(cluster.mounted(), "other").caText()
                        + cluster.authority().caText());

        assertThat(halts.all()).isEmpty();
    }

    @Test
    void areWrittenAgainAfterAConflict() throws IOException {
        cluster.api().fail(409, 409);

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
        cluster.api().fail(403);
        assertThatThrownBy(() -> one().all())
                .isInstanceOf(IOException.class)
                .hasMessage("the ConfigMap integration/hub-halts cannot be read:"
                        + " the Kubernetes API answered with status 403: the stub says 403");

        cluster.api().fail(409, 409, 409);
        assertThatThrownBy(() -> one().keep("orders", PAUSE))
                .isInstanceOf(IOException.class)
                .hasMessage("the ConfigMap integration/hub-halts cannot be written:"
                        + " the Kubernetes API answered with status 409: the stub says 409");
    }

    @Test
    void sayThatTheClusterIsAway() {
        cluster.shutDown();

        assertThatThrownBy(() -> one().all())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the ConfigMap integration/hub-halts cannot be read");
    }

    @Test
    void sayThatTheHubRunsInNoPod() throws IOException {
        Files.delete(cluster.mounted().resolve("token"));
        assertThatThrownBy(() -> one().all()).hasMessageContaining("token is missing or cannot be read");

        cluster.environment(Map.of());
        assertThatThrownBy(() -> one().all())
                .hasMessage(
                        "the ConfigMap integration/hub-halts cannot be read:"
                                + " KUBERNETES_SERVICE_HOST is not set; a ConfigMap can only be used in a pod, elsewhere set HUB_STATE");
    }

    @Test
    void findTheApiAtAnAddressOfIpVersion6() throws IOException {
        cluster.environment(Map.of("KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "6443"));

        assertThat(cluster.account().api()).hasToString("https://[fd00::1]:6443");
    }
}
