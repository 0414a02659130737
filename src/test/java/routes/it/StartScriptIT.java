package routes.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.testkit.FreePort;
import routes.testkit.JavaProcess;
import routes.testkit.TestHome;

/** The built hub as {@code bin/caravanserai} starts it, and how it then writes its log. */
class StartScriptIT {

    private static final Path SCRIPT = Path.of("bin/caravanserai").toAbsolutePath();
    private static final Path APPLICATION = Path.of("target/quarkus-app").toAbsolutePath();
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String STARTED = "Listening on";
    private static final String STOPPED = "caravanserai stopped";

    /** As the shell counts SIGTERM. */
    private static final int TERMINATED = 143;

    @TempDir
    private Path folder;

    private Path home;
    private Path output;
    private Map<String, String> environment;
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void makeAHome() {
        home = new TestHome(folder.resolve("a home"))
                .with("hub.yaml", "connections: {}\n")
                .path();
        output = folder.resolve("output");
        environment = new HashMap<>(Map.of(
                "HUB_HOME", home.toString(),
                "HUB_STATE", folder.resolve("state").toString(),
                "QUARKUS_HTTP_PORT", String.valueOf(FreePort.next()),
                "QUARKUS_MANAGEMENT_PORT", String.valueOf(FreePort.next())));
    }

    @AfterEach
    void endWhatRuns() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void runsTheHubThatASignalEndsInGoodOrderAndWritesJsonWhereNobodyReads() throws Exception {
        Process hub = start(SCRIPT.toString(), "run");
        awaitOutput(STARTED);

        hub.destroy();

        assertThat(hub.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(hub.exitValue()).isEqualTo(TERMINATED);
        assertThat(text()).contains(STOPPED);
        assertThat(text().lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(new ObjectMapper()
                                .readTree(line)
                                .path("message")
                                .asText())
                        .isNotEmpty());
    }

    @Test
    void writesLinesForPeopleWhenToldTo() {
        environment.put("HUB_LOG_FORMAT", "text");

        start(SCRIPT.toString());

        awaitOutput(STARTED);
        assertThat(text().lines()).isNotEmpty().noneMatch(line -> line.startsWith("{"));
    }

    @Test
    void letsTheSettingOfQuarkusPrevailOverTheFormatThatItChoseItself() {
        environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");

        start(SCRIPT.toString());

        awaitOutput(STARTED);
        assertThat(text().lines()).isNotEmpty().noneMatch(line -> line.startsWith("{"));
    }

    @Test
    void writesJsonIntoAFileWithoutTheScriptToo() {
        environment.put("HUB_LOG_FORMAT", "auto");

        start(
                JavaProcess.executable(),
                "-jar",
                APPLICATION.resolve("quarkus-run.jar").toString());

        awaitOutput(STARTED);
        assertThat(text().lines()).isNotEmpty().allMatch(line -> line.startsWith("{\"timestamp\":"));
    }

    @Test
    void takesItsClassesFromTheArchiveThatTheBuildHasMade() throws Exception {
        environment.put("JAVA_OPTS", "-Xlog:class+load");

        assertThat(exitOf(SCRIPT.toString(), "schema")).isZero();

        assertThat(text()).containsPattern("routes\\.cli\\.Main source: shared objects file \\(top\\)");
    }

    /** Kafka's clients log, which a command that shows a plan does not want to see. */
    @Test
    void writesNothingOfTheLogManagerBesideTheOutputOfACommand() throws Exception {
        int nobody = FreePort.next();
        new TestHome(home)
                .with("hub.yaml", "connections: { kafka: { kafka: { brokers: \"127.0.0.1:" + nobody + "\" } } }\n")
                .with(
                        "routes/a.yaml",
                        "routes: { a: { from: { kafka: { topic: a } }, to: { kafka: { topic: b } }, deadLetter: {"
                                + " kafka: { topic: c } } } }\n");

        exitOf(SCRIPT.toString(), "provision");

        assertThat(text()).isNotEmpty().doesNotContain("LogManager");
    }

    /** Another Java, or a place that the build does not know: the archive does not fit. */
    @Test
    void startsTheHubWhereverItIsCopied() throws Exception {
        Path image = Files.createDirectories(folder.resolve("opt/a hub"));
        for (String part : List.of("lib", "quarkus", "app", "quarkus-run.jar", "hub.jsa")) {
            Files.createSymbolicLink(image.resolve(part), APPLICATION.resolve(part));
        }
        Path script = Files.createDirectories(image.resolve("bin")).resolve("caravanserai");
        Files.copy(SCRIPT, script, StandardCopyOption.COPY_ATTRIBUTES);

        assertThat(exitOf(script.toString(), "validate")).isZero();
        assertThat(text()).isEqualTo("sound\n");
    }

    @Test
    void refusesALogFormatThatThereIsNot() throws Exception {
        environment.put("HUB_LOG_FORMAT", "yaml");

        assertThat(exitOf(SCRIPT.toString(), "run")).isEqualTo(2);
        assertThat(text()).isEqualTo("HUB_LOG_FORMAT is 'yaml', but must be one of auto, text, json\n");
    }

    @Test
    void answersWithTheExitCodesOfTheCommandsAndTheirOutputAlone() throws Exception {
        assertThat(exitOf(SCRIPT.toString(), "validate", home.toString())).isZero();
        assertThat(text()).isEqualTo("sound\n");

        new TestHome(home).with("routes/broken.yaml", "routes: { broken: { from: { kafak: { topic: a } } } }\n");
        assertThat(exitOf(SCRIPT.toString(), "validate", home.toString())).isEqualTo(1);
        assertThat(text()).contains("did you mean 'kafka'?");

        assertThat(exitOf(SCRIPT.toString(), "validate", "--wrong")).isEqualTo(2);
    }

    @Test
    void startsFromAnyFolderByALinkWithOptionsForTheJvm() throws Exception {
        environment.put("JAVA_OPTS", "-XX:MaxRAMPercentage=42 -XX:+PrintFlagsFinal");
        Path link = Files.createSymbolicLink(folder.resolve("my hub"), SCRIPT);

        assertThat(exitOf(link.toString(), "validate")).isZero();

        assertThat(text())
                .containsPattern("MaxRAMPercentage += 42\\.0")
                .containsPattern("ExitOnOutOfMemoryError += true");
    }

    /** As after a change of the image's Java. The layout is that of the image. */
    @Test
    void goesOnWithoutAWordWhereTheClassArchiveDoesNotFit() throws Exception {
        Path image = Files.createDirectories(folder.resolve("opt/hub"));
        for (String part : List.of("lib", "quarkus", "app", "quarkus-run.jar")) {
            Files.createSymbolicLink(image.resolve(part), APPLICATION.resolve(part));
        }
        Files.writeString(image.resolve("hub.jsa"), "no archive");
        Path script = Files.createDirectories(image.resolve("bin")).resolve("caravanserai");
        Files.copy(SCRIPT, script, StandardCopyOption.COPY_ATTRIBUTES);

        assertThat(exitOf(script.toString(), "validate")).isZero();
        assertThat(text()).isEqualTo("sound\n");
    }

    private int exitOf(String... command) throws InterruptedException {
        Process process = start(command);
        assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private Process start(String... command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().keySet().removeAll(List.of("JAVA_OPTS", "HUB_LOG_FORMAT"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            started.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitOutput(String text) {
        await("'" + text + "' in the output").atMost(SOON).until(() -> text().contains(text));
    }

    private String text() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
