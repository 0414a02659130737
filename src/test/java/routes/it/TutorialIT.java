package routes.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.docs.Page;
import routes.sample.FirstRun;
import routes.testkit.FreePort;
import routes.testkit.JavaProcess;

/**
 * A newcomer follows the first part of the tutorial: its shell blocks are executed in their order, in a folder that looks like a
 * checkout, beside the sample. A YAML block is saved where its first line says; a block of text has the lines that are printed.
 */
class TutorialIT {

    private static final String SAMPLE = "mvn -q -DskipTests package exec:exec@sample\n";
    private static final String USUAL_API = "http://127.0.0.1:8080/";
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Page page = Page.of("docs/tutorial/1-first-route.md");

    @TempDir
    private Path checkout;

    @Test
    void printsWhatItShows() throws Exception {
        for (String part : List.of("bin", "src", "target", "docs")) {
            Files.createSymbolicLink(checkout.resolve(part), Path.of(part).toAbsolutePath());
        }
        int api = FreePort.next();
        List<Page.Block> blocks = page.blocks();
        assertThat(blocks.get(0).text()).isEqualTo(SAMPLE);
        Process sample = startSample(api);
        try {
            String printed = "";
            for (Page.Block block : blocks.subList(1, blocks.size())) {
                switch (block.language()) {
                    case "yaml" -> save(block.text());
                    case "sh" -> printed = execute(block.text().replace(USUAL_API, "http://127.0.0.1:" + api + "/"));
                    case "text" -> assertThat(printed).containsPattern(pattern(block.text()));
                    default -> throw new IllegalStateException("a block of " + block.language());
                }
            }
        } finally {
            sample.destroy();
            assertThat(sample.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
        assertThat(blocks).extracting(Page.Block::language).contains("sh", "yaml", "text");
    }

    private Process startSample(int api) throws IOException {
        Path log = checkout.resolve("sample.log");
        ProcessBuilder builder = new ProcessBuilder(
                        JavaProcess.executable(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-cp",
                        absoluteClassPath(),
                        FirstRun.class.getName())
                .directory(checkout.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "QUARKUS_HTTP_PORT",
                        String.valueOf(api),
                        "QUARKUS_MANAGEMENT_PORT",
                        String.valueOf(FreePort.next())));
        Process process = builder.start();
        Awaitility.await("the sample, whose output is in " + log)
                .atMost(PATIENCE)
                .failFast("the sample ended", () -> !process.isAlive())
                .until(() -> Files.readString(log).contains("sent by the shop"));
        return process;
    }

    private static String absoluteClassPath() {
        return Stream.of(System.getProperty("java.class.path").split(":"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(":"));
    }

    private void save(String yaml) {
        try {
            String name = yaml.lines().findFirst().orElseThrow().substring("# ".length());
            Files.writeString(checkout.resolve("hub").resolve(name), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String execute(String script) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script)
                .directory(checkout.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("HUB_HOME", "JAVA_OPTS"));
        Process shell = builder.start();
        shell.getOutputStream().close();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        shell.waitFor();
        return printed;
    }

    /** These lines in their order, with others between them; an ellipsis stands for what differs. */
    private static Pattern pattern(String lines) {
        return Pattern.compile(lines.lines()
                .map(line -> Stream.of(line.split("…", -1)).map(Pattern::quote).collect(Collectors.joining("[^\\n]*")))
                .collect(Collectors.joining("[\\s\\S]*")));
    }
}
