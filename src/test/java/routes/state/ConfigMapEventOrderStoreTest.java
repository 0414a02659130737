package routes.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConfigMapEventOrderStoreTest extends EventOrderStoreContract {

    @RegisterExtension
    private final ClusterUnderTest cluster = new ClusterUnderTest();

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
