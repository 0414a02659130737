package routes.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.testkit.CertificateAuthority;

class ConfigMapEventOrderStoreTest extends EventOrderStoreContract {

    @TempDir
    private static Path certificates;

    private static CertificateAuthority authority;
    private static CertificateAuthority.Identity identity;

    @TempDir
    private Path mounted;

    private ClusterUnderTest cluster;

    @BeforeAll
    static void sign() {
        authority = CertificateAuthority.found(certificates, "cluster");
        identity = authority.server("localhost");
    }

    @BeforeEach
    void begin() {
        cluster = new ClusterUnderTest(authority, identity, mounted);
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    @Override
    EventOrderStore one() {
        return new ConfigMapEventOrderStore(cluster.client(ClusterUnderTest.NAME));
    }

    @Override
    EventOrderStore other() {
        return one();
    }

    @Test
    void sharesTheConfigMapWithTheHalts() throws IOException {
        HaltStore halts = new ConfigMapHaltStore(cluster.client(ClusterUnderTest.NAME));
        RouteOrder pause = HaltStoreContract.PAUSE;
        halts.keep("orders", pause);
        one().keep(DEAD_LETTER);

        assertThat(halts.all()).isEqualTo(Map.of("orders", pause));
        assertThat(one().all()).containsExactly(DEAD_LETTER);
        assertThat(cluster.data().fieldNames()).toIterable().allMatch(key -> key.matches("[-._a-zA-Z0-9]+"));
    }
}
