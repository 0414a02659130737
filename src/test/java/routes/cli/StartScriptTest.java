package routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How {@code bin/caravanserai} calls Java, by a Java that only says how it was called. All paths have blanks in them. */
class StartScriptTest {

    private static final Path SCRIPT = Path.of("bin/caravanserai");
    private static final int WRONG_USAGE = 2;

    @TempDir
    private Path temporary;

    private Path root;
    private Path script;
    private Map<String, String> environment;

    @BeforeEach
    void layOutTheImage() throws IOException {
        root = Files.createDirectories(temporary.toRealPath().resolve("opt hub"));
        script = copy(root);
        layOut(root);
        environment =
                new HashMap<>(Map.of("JAVA_HOME", java("a java", "17.0.15").toString()));
    }

    @Test
    void runsTheHubWithoutACommandAndEndsItWhenMemoryIsOut() {
        assertThat(run().lines())
                .containsExactly(
                        "-XX:MaxRAMPercentage=50",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-jar",
                        root + "/quarkus-run.jar",
                        "format json",
                        "class path ");
    }

    /** What Quarkus has changed in a library comes before the library. */
    private static String classPath(Path application) {
        return Stream.of(
                        "quarkus/transformed-bytecode.jar",
                        "quarkus/generated-bytecode.jar",
                        "app/hub.jar",
                        "lib/boot/boot.jar",
                        "lib/main/a.jar",
                        "lib/main/b.jar")
                .map(jar -> application.resolve(jar).toString())
                .collect(Collectors.joining(":"));
    }

    private static void layOut(Path application) throws IOException {
        for (String jar : (application.resolve("quarkus-run.jar") + ":" + classPath(application)).split(":")) {
            Files.createDirectories(Path.of(jar).getParent());
            Files.createFile(Path.of(jar));
        }
    }

    @Test
    void handsOnEveryArgumentAsItIsAndTheExitCode() {
        Said said = run("simulate", "orders", "--header", "a name=*", "");

        assertThat(said.lines())
                .containsSubsequence(
                        "-jar", root + "/quarkus-run.jar", "simulate", "orders", "--header", "a name=*", "");
        environment.put("EXIT", "1");
        assertThat(run("validate").exit()).isEqualTo(1);
    }

    @Test
    void sparesShortCommandsTheOptimizingCompiler() {
        assertThat(run("validate").lines()).contains("-XX:TieredStopAtLevel=1");
        assertThat(run("run").lines()).doesNotContain("-XX:TieredStopAtLevel=1");
    }

    @Test
    void putsTheOptionsOfTheUserAfterItsOwnSoThatTheyPrevail() {
        environment.put("JAVA_OPTS", "-XX:MaxRAMPercentage=60 -Dpattern=*");

        assertThat(run("run").lines())
                .containsSubsequence(
                        "-XX:MaxRAMPercentage=50", "-XX:MaxRAMPercentage=60", "-Dpattern=*", "-jar", "run");
    }

    @Test
    void runsOnTheClassPathWithTheArchiveThatWasMadeForThisJavaAndThisPlace() throws IOException {
        Path archive = archive();

        List<String> lines = run().lines();

        assertThat(lines)
                .startsWith("-XX:SharedArchiveFile=" + archive, "-Xlog:cds*=off")
                .endsWith(
                        "--add-opens",
                        "java.base/java.lang=ALL-UNNAMED",
                        "routes.cli.Main",
                        "format json",
                        "class path " + classPath(root));
    }

    @Test
    void makesAndUsesACacheFromJava25On() throws IOException {
        environment.put("JAVA_HOME", java("new", "25.0.1").toString());
        Path archive = root.resolve("hub.jsa");
        environment.put("CLASS_ARCHIVE", archive.toString());
        assertThat(run().lines()).startsWith("-XX:AOTCacheOutput=" + archive, "-Xlog:aot*=off");
        environment.remove("CLASS_ARCHIVE");
        Files.createFile(archive);

        assertThat(run().lines()).startsWith("-XX:AOTCache=" + archive, "-Xlog:aot*=off");
    }

    @Test
    void leavesAnArchiveAloneThatWasMadeForAnotherJava() throws IOException {
        archive();
        environment.put("JAVA_HOME", java("a java", "17.0.16").toString());

        assertThat(run().lines()).contains("-jar").noneMatch(line -> line.contains("hub.jsa"));
    }

    @Test
    void leavesAnArchiveAloneThatWasMadeInAnotherPlace() throws IOException {
        archive();
        Path moved = Files.move(root, root.resolveSibling("moved"));
        script = moved.resolve("bin/caravanserai");

        assertThat(run().lines()).contains("-jar").noneMatch(line -> line.contains("hub.jsa"));
    }

    @Test
    void asksAJavaForItsVersionThatHasNoNoteOfIt() throws IOException {
        Files.delete(Path.of(environment.get("JAVA_HOME"), "release"));

        assertThat(run().exit()).isZero();
    }

    /** As bin/class-archive makes one. */
    private Path archive() throws IOException {
        Path archive = root.resolve("hub.jsa");
        environment.put("CLASS_ARCHIVE", archive.toString());
        assertThat(run().lines()).startsWith("-XX:ArchiveClassesAtExit=" + archive);
        environment.remove("CLASS_ARCHIVE");
        return Files.createFile(archive);
    }

    @Test
    void findsTheApplicationInACheckout() throws IOException {
        Path checkout = Files.createDirectories(temporary.toRealPath().resolve("a checkout"));
        script = copy(checkout);
        Path application = checkout.resolve("target/quarkus-app");
        layOut(application);

        assertThat(run().lines()).contains(application + "/quarkus-run.jar");
    }

    @Test
    void findsItsOwnPlaceWhenCalledByLinksFromAnotherFolder() throws IOException {
        Path elsewhere = Files.createDirectories(temporary.resolve("some where/else"));
        Path link = Files.createSymbolicLink(elsewhere.resolveSibling("the hub"), script);
        Path linkToLink = Files.createSymbolicLink(
                elsewhere.resolve("hub"), Path.of("..", link.getFileName().toString()));

        Said said = run(elsewhere, List.of("./" + linkToLink.getFileName(), "schema"));

        assertThat(said.lines()).contains("schema", root + "/quarkus-run.jar");
    }

    @Test
    void saysHowToBuildWhatIsNotBuilt() throws IOException {
        Files.delete(root.resolve("quarkus-run.jar"));

        Said said = run("validate");

        assertThat(said.exit()).isEqualTo(WRONG_USAGE);
        assertThat(said.lines())
                .containsExactly(
                        "caravanserai: " + root + " is not built yet; build it there with: mvn -DskipTests package");
    }

    @Test
    void refusesAJavaThatIsTooOld() throws IOException {
        for (String version : List.of("11.0.2", "1.8.0_442", "16")) {
            environment.put("JAVA_HOME", java("old " + version, version).toString());

            Said said = run("validate");

            assertThat(said.exit()).isEqualTo(WRONG_USAGE);
            assertThat(said.lines().get(0))
                    .startsWith("caravanserai: Java 17 or newer is needed, but ")
                    .endsWith("/bin/java is Java " + version);
        }
    }

    @Test
    void takesANewerJavaAndKeepsItFromWarningOfALibrary() throws IOException {
        environment.put("JAVA_HOME", java("new", "25").toString());

        assertThat(run().lines()).contains("--sun-misc-unsafe-memory-access=allow");
    }

    @Test
    void saysThatJavaHomeHoldsNoJava() {
        environment.put("JAVA_HOME", root.toString());

        Said said = run("validate");

        assertThat(said.exit()).isEqualTo(WRONG_USAGE);
        assertThat(said.lines())
                .hasSize(1)
                .first()
                .asString()
                .contains("JAVA_HOME is '" + root + "'", "Java 17 or newer");
    }

    @Test
    void takesTheJavaOfThePathWithoutJavaHomeAndSaysWhenThereIsNone() throws IOException {
        String java = environment.remove("JAVA_HOME");
        environment.put("PATH", java + "/bin:/usr/bin:/bin");
        assertThat(run().exit()).isZero();

        Path tools = Files.createDirectories(temporary.resolve("tools"));
        for (String tool : List.of("sh", "dirname", "sed", "readlink")) {
            Files.createSymbolicLink(tools.resolve(tool), onThePath(tool));
        }
        environment.put("PATH", tools.toString());
        Said said = run("validate");

        assertThat(said.exit()).isEqualTo(WRONG_USAGE);
        assertThat(said.lines())
                .containsExactly(
                        "caravanserai: there is no java on the path; install Java 17 or newer, or set JAVA_HOME to one");
    }

    @Test
    void writesTextWhereTheOutputIsATerminalEvenIfTheInputIsNone() {
        Optional<Path> terminal = Stream.of(Path.of("/usr/bin/script"))
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(terminal.isPresent(), "a program that runs another in a terminal is installed");
        String call = "'" + script + "' </dev/null";

        Said automatic = run(root, List.of(terminal.get().toString(), "-qec", call, "/dev/null"));
        environment.put("HUB_LOG_FORMAT", "json");
        Said told = run(root, List.of(terminal.get().toString(), "-qec", call, "/dev/null"));

        assertThat(automatic.lines()).contains("format text");
        assertThat(told.lines()).contains("format json");
    }

    @Test
    void leavesItToTheHubToRefuseAFormat() {
        environment.put("HUB_LOG_FORMAT", "yaml");

        assertThat(run().lines()).contains("format yaml");
    }

    private record Said(int exit, List<String> lines) {}

    private Said run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        return run(temporary, command);
    }

    private Said run(Path folder, List<String> command) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
            builder.environment().keySet().removeAll(List.of("JAVA_HOME", "JAVA_OPTS", "HUB_LOG_FORMAT"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Said(process.waitFor(), text.lines().toList());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static Path copy(Path root) throws IOException {
        Path bin = Files.createDirectories(root.resolve("bin"));
        return Files.copy(SCRIPT, bin.resolve("caravanserai"), StandardCopyOption.COPY_ATTRIBUTES);
    }

    private static Path onThePath(String tool) {
        return Stream.of("/usr/bin", "/bin")
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    /** A JAVA_HOME whose java tells its arguments, the log's format and the class path, a line each, and exits as EXIT says. */
    private Path java(String name, String version) throws IOException {
        Path home = temporary.toRealPath().resolve(name);
        Path program = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(program, """
                #!/bin/sh
                if [ "$1" = -version ]; then echo 'openjdk version "%s"' >&2; exit 0; fi
                printf '%%s\\n' "$@"
                echo "format $HUB_LOG_FORMAT"
                echo "class path $CLASSPATH"
                exit "${EXIT:-0}"
                """.formatted(version));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"A\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }
}
