package routes.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileEventOrderStoreTest extends EventOrderStoreContract {

    @TempDir
    private Path state;

    @Override
    EventOrderStore one() {
        return new FileEventOrderStore(state);
    }

    @Override
    EventOrderStore other() {
        return new FileEventOrderStore(state);
    }

    @Test
    void leavesOutWhatItCannotRead() throws IOException {
        one().keep(DEAD_LETTER);
        for (String odd :
                new String[] {"", "{", "{\"action\":\"explode\"}", "{\"action\":\"cut\",\"given\":\"noon\"}"}) {
            Files.writeString(state.resolve("orders/odd" + odd.length() + ".json"), odd);
        }

        assertThat(other().all()).containsExactly(DEAD_LETTER);
    }
}
