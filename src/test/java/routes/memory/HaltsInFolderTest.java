package routes.memory;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HaltsInFolderTest extends HaltsPromises {

    @TempDir
    private Path state;

    @Override
    Halts one() {
        return new HaltsInFolder(state);
    }

    @Override
    Halts other() {
        return new HaltsInFolder(state);
    }

    @Test
    void sayWhichFileIsWrong() throws IOException {
        one().keep("orders", PAUSE);
        Files.writeString(state.resolve("halts/orders.json"), "{\"kind\":\"asleep\"}");

        assertThatThrownBy(() -> one().all()).isInstanceOf(IOException.class).hasMessageContaining("halts/orders.json");
    }
}
