package routes.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHaltStoreTest extends HaltStoreContract {

    @TempDir
    private Path state;

    @Override
    HaltStore one() {
        return new FileHaltStore(state);
    }

    @Override
    HaltStore other() {
        return new FileHaltStore(state);
    }

    @Test
    void pauseARouteWhoseOrderCannotBeRead() throws IOException {
        one().keep("orders", PAUSE);
        one().keep("payments", PAUSE);
        Files.writeString(state.resolve("halts/orders.json"), "{\"kind\":\"asleep\"}");

        assertThat(one().all()).containsEntry("payments", PAUSE);
        assertThat(one().all().get("orders").kind()).isEqualTo(RouteOrder.Kind.PAUSED);
        assertThat(one().all().get("orders").reason()).contains("cannot be read");
    }

    @Test
    void areNotTakenForRevokedWhereTheFolderIsGone() throws IOException {
        HaltStore halts = one();
        halts.keep("orders", PAUSE);
        halts.all();

        Files.delete(state.resolve("halts/orders.json"));
        Files.delete(state.resolve("halts"));

        assertThatThrownBy(halts::all).isInstanceOf(IOException.class);
    }
}
