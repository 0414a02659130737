package routes.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConfigMapHaltStoreTest extends HaltStoreContract {

    private final ConfigMapServer cluster = new ConfigMapServer();

    @AfterEach
    void end() {
        cluster.close();
    }

    @Override
    HaltStore one() {
        return new ConfigMapHaltStore(cluster.client(), "hub-halts");
    }

    @Override
    HaltStore other() {
        return new ConfigMapHaltStore(cluster.client(), "hub-halts");
    }

    @Test
    void useOnlyKeysThatAConfigMapMayHave() throws IOException {
        one().keep("camel:orders.in_2", PAUSE);

        assertThat(cluster.data().fieldNames()).toIterable().containsExactly("camel.orders.in_2");
    }

    @Test
    void sayThatTheConfigMapIsMissing() {
        assertThatThrownBy(() -> new ConfigMapHaltStore(cluster.client(), "nothing").all())
                .isInstanceOf(IOException.class)
                .hasMessage("the ConfigMap integration/nothing does not exist; create it, without data");
    }

    @Test
    void sayThatTheClusterIsAway() {
        cluster.stop();

        assertThatThrownBy(() -> one().all())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the ConfigMap integration/hub-halts cannot be read");
    }
}
