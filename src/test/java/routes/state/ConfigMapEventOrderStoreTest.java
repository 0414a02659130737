package routes.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import routes.control.Halt;

class ConfigMapEventOrderStoreTest extends EventOrderStoreContract {

    private final ConfigMapServer cluster = new ConfigMapServer();

    @AfterEach
    void end() {
        cluster.close();
    }

    @Override
    EventOrderStore one() {
        return new ConfigMapEventOrderStore(cluster.client(), ConfigMapServer.NAME);
    }

    @Override
    EventOrderStore other() {
        return one();
    }

    @Test
    void sharesTheConfigMapWithTheHalts() throws IOException {
        HaltStore halts = new ConfigMapHaltStore(cluster.client(), ConfigMapServer.NAME);
        Halt pause = new Halt(Halt.Kind.PAUSED, "anna", Instant.EPOCH, "");
        halts.keep("orders", pause);
        one().keep(DEAD_LETTER);

        assertThat(halts.all()).isEqualTo(Map.of("orders", pause));
        assertThat(one().all()).containsExactly(DEAD_LETTER);
        assertThat(cluster.data().fieldNames()).toIterable().allMatch(key -> key.matches("[-._a-zA-Z0-9]+"));
    }
}
