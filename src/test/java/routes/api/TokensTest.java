package routes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.support.Sha256;
import routes.testkit.CapturedLog;

class TokensTest {

    private static final String ANNA = "aaaaaaaaaaaaaaaaaaaaaaaa";
    private static final String BEN = "bbbbbbbbbbbbbbbbbbbbbbbb";
    private static final String SOUND = "# who may what\nanna admin   " + ANNA + "\n\nben  viewer  " + BEN + "\n";

    @TempDir
    private Path folder;

    private Path file;
    private long now;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("tokens"), SOUND);
        permit("rw-------");
    }

    private void permit(String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private Tokens tokens() {
        return new Tokens(file, true, () -> now);
    }

    private void passTime() {
        now += Duration.ofSeconds(5).toNanos();
    }

    private List<String> problems(String text) throws IOException {
        Files.writeString(file, text);
        return TokenFile.read(file).problems();
    }

    @Test
    void knowTheirHolders() {
        assertThat(tokens().holder(ANNA)).contains(new Tokens.Holder("anna", Role.ADMIN));
        assertThat(tokens().holder(BEN)).contains(new Tokens.Holder("ben", Role.VIEWER));
        assertThat(tokens().holder("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFF", "# a comment\r\n", "\r\n \t \r\n", "\t  # indented\n"})
    void understandAByteOrderMarkCommentsAndTheLineEndsOfWindows(String start) throws IOException {
        Files.writeString(file, start + SOUND.replace("\n", "\r\n"));

        assertThat(tokens().holder(ANNA)).contains(new Tokens.Holder("anna", Role.ADMIN));
        assertThat(tokens().holder(BEN)).contains(new Tokens.Holder("ben", Role.VIEWER));
    }

    @Test
    void mayBeWrittenAsTheirHash() throws IOException {
        String hash = "sha256:" + Sha256.of(ANNA.getBytes(StandardCharsets.UTF_8));
        Files.writeString(file, "anna admin " + hash + "\n");

        assertThat(tokens().holder(ANNA)).contains(new Tokens.Holder("anna", Role.ADMIN));
        assertThat(tokens().holder(hash)).isEmpty();
        assertThat(problems("anna admin " + hash + "\nben viewer " + ANNA + "\n"))
                .containsExactly("line 2: the token is that of line 1, too; give each user a token of its own");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "carl boss TOKEN               | unknown role; expected one of admin, operator, viewer",
                "carl admn TOKEN               | unknown role, did you mean 'admin'?",
                "carl Admin TOKEN              | unknown role, did you mean 'admin'?",
                "carl TOKEN admin              | the role must come before the token: NAME ROLE TOKEN",
                "carl TOKEN                    | has 2 words, but must be NAME ROLE TOKEN",
                "TOKEN                         | has 1 word, but must be NAME ROLE TOKEN",
                "carl admin                    | has 2 words, but must be NAME ROLE TOKEN",
                "carl admin TOKEN # carl's own | has 6 words, but must be NAME ROLE TOKEN",
                "carl admin short              | the token is shorter than 20 characters and could be guessed",
                "carl admin sha256:12ab        | after 'sha256:' there must be the SHA-256 of the token, as 64 hexadecimal digits",
                "carl admin $2y$10$abcdefghijklmnopqrstuvwxyz | the token looks like a hashed password; write 'sha256:' and the SHA-256 of the token",
                "carl admin ééééééééééééééééééééé | the token has characters that a header cannot carry; use letters, digits and - . _ ~ + /",
                "c=\"d\" admin TOKEN           | the name must be up to 64 letters, digits and . _ @ + -, and begin with a letter or digit",
                "anna viewer TOKEN             | the user of line 2 has another role there; a user has one role, and may have several tokens",
                "carl viewer aaaaaaaaaaaaaaaaaaaaaaaa | the token is that of line 2, too; give each user a token of its own",
                "anna admin aaaaaaaaaaaaaaaaaaaaaaaa | the token is that of line 2, too; give each user a token of its own",
            })
    void areNotTakenFromALineThatCanBeMisunderstood(String line, String problem) throws IOException {
        String token = "t0k3n".repeat(5);

        assertThat(problems(SOUND + line.replace("TOKEN", token) + "\n"))
                .containsExactly("line 5: " + problem)
                .noneMatch(text -> text.contains(token) || text.contains(ANNA));
        assertThat(tokens().holder(token)).isEmpty();
    }

    @Test
    void mayBeSeveralOfOneUserSoThatTheyCanBeReplaced() throws IOException {
        assertThat(problems(SOUND + "anna admin " + "n".repeat(24))).isEmpty();
    }

    @Test
    void areNotTakenFromBytesThatAreNoText() throws IOException {
        Files.write(file, SOUND.getBytes(StandardCharsets.UTF_16));

        assertThat(TokenFile.read(file).problems()).containsExactly("the file is not UTF-8 text");
    }

    @ParameterizedTest
    @CsvSource({
        "rw-rw-rw-, true",
        "rw-rw-r--, true",
        "rw----r-x, false",
        "rw-r--r--, false",
        "r--r-----, false",
        "r--------, false",
    })
    void areNotTakenFromAFileThatOthersMayWriteTo(String permissions, boolean refused) throws IOException {
        permit(permissions);

        assertThat(TokenFile.read(file).problems().toString().contains("run chmod go-w on it"))
                .isEqualTo(refused);
        assertThat(tokens().holder(ANNA).isEmpty()).isEqualTo(refused);
    }

    @Test
    void areNotTakenFromAFolderInWhichEverybodyMayReplaceTheFile() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(tokens().holder(ANNA)).isEmpty();
        assertThat(TokenFile.read(file).problems().toString()).contains("run chmod o-w on the folder");
    }

    /** As Kubernetes mounts a secret. */
    @Test
    void areTakenThroughSymbolicLinks() throws IOException {
        Path data = Files.createDirectory(folder.resolve("..2026_11_30"));
        Files.move(file, data.resolve("api-tokens"));
        Files.createSymbolicLink(folder.resolve("..data"), data.getFileName());
        file = Files.createSymbolicLink(folder.resolve("api-tokens"), Path.of("..data/api-tokens"));

        assertThat(tokens().holder(ANNA)).isPresent();
    }

    @Test
    void canBeTakenAway() throws IOException {
        Tokens tokens = tokens();
        assertThat(tokens.holder(ANNA)).isPresent();
        Files.writeString(file, "");
        assertThat(tokens.holder(ANNA)).isPresent();

        passTime();

        assertThat(tokens.holder(ANNA)).isEmpty();
    }

    @Test
    void stayAsTheyWereUntilAWrongFileIsSoundAgain() throws IOException {
        try (CapturedLog log = CapturedLog.listen()) {
            Tokens tokens = tokens();
            Files.writeString(file, SOUND + "carl viewer " + ANNA + "\n");
            passTime();
            assertThat(tokens.holder(ANNA)).contains(new Tokens.Holder("anna", Role.ADMIN));
            Files.delete(file);
            passTime();
            assertThat(tokens.holder(ANNA)).isPresent();
            assertThat(tokens.isUnusable()).isFalse();
            Files.writeString(file, "ben viewer " + BEN + "\n");
            permit("rw-------");
            passTime();

            assertThat(tokens.holder(ANNA)).isEmpty();
            assertThat(tokens.holder(BEN)).isPresent();
            assertThat(log.lines().toString())
                    .contains("the tokens read before stay valid")
                    .contains("line 5: the token is that of line 2, too")
                    .contains("the file does not exist")
                    .contains("has no problems any more")
                    .doesNotContain(ANNA);
        }
    }

    @Test
    void openNothingWhereTheFileIsMissing() {
        file = folder.resolve("missing");

        assertThat(tokens().holder(ANNA)).isEmpty();
        assertThat(tokens().isUnusable()).isTrue();
    }

    @Test
    void areReportedWhereEverybodyOnTheMachineCanReadThem() throws IOException {
        permit("rw-r--r--");
        try (CapturedLog log = CapturedLog.listen()) {
            new Tokens(file, false, () -> now);
            assertThat(log.lines()).isEmpty();

            tokens();

            assertThat(log.lines().toString()).contains("Everybody on this machine can read the tokens");
        }
    }

    @Test
    void giveARoleThoseThatAreInIt() {
        assertThat(Role.ADMIN.all()).containsExactly("admin", "operator", "viewer");
        assertThat(Role.OPERATOR.all()).containsExactly("operator", "viewer");
        assertThat(Role.VIEWER.all()).containsExactly("viewer");
    }
}
