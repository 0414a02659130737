package routes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {

    @TempDir
    private Path folder;

    private Path file;
    private long now;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("tokens"), """
                # who may what
                anna admin   aaaaaaaaaaaaaaaaaaaaaaaa

                ben  viewer  bbbbbbbbbbbbbbbbbbbbbbbb
                carl boss    cccccccccccccccccccccccc
                dora admin   short
                """);
    }

    private Tokens tokens() {
        return new Tokens(file, () -> now);
    }

    @Test
    void knowTheirHolders() {
        assertThat(tokens().holder("aaaaaaaaaaaaaaaaaaaaaaaa")).contains(new Tokens.Holder("anna", Role.ADMIN));
        assertThat(tokens().holder("bbbbbbbbbbbbbbbbbbbbbbbb")).contains(new Tokens.Holder("ben", Role.VIEWER));
    }

    @Test
    void openNothingToWhoeverIsNotWellWritten() {
        assertThat(tokens().holder("cccccccccccccccccccccccc")).isEmpty();
        assertThat(tokens().holder("short")).isEmpty();
        assertThat(tokens().holder("")).isEmpty();
    }

    @Test
    void canBeTakenAway() throws IOException {
        Tokens tokens = tokens();
        assertThat(tokens.holder("aaaaaaaaaaaaaaaaaaaaaaaa")).isPresent();
        Files.writeString(file, "");
        assertThat(tokens.holder("aaaaaaaaaaaaaaaaaaaaaaaa")).isPresent();

        now += Duration.ofSeconds(5).toNanos();

        assertThat(tokens.holder("aaaaaaaaaaaaaaaaaaaaaaaa")).isEmpty();
    }

    @Test
    void openNothingWhereTheFileIsMissing() {
        file = folder.resolve("missing");

        assertThat(tokens().holder("aaaaaaaaaaaaaaaaaaaaaaaa")).isEmpty();
    }

    @Test
    void giveARoleThoseThatAreInIt() {
        assertThat(Role.ADMIN.all()).containsExactly("admin", "operator", "viewer");
        assertThat(Role.OPERATOR.all()).containsExactly("operator", "viewer");
        assertThat(Role.VIEWER.all()).containsExactly("viewer");
    }
}
