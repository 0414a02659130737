package routes.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.testkit.EmbeddedKafka;
import routes.testkit.HubProcess;
import routes.testkit.JavaProcess;
import routes.testkit.TestHome;

/** The commands as an operator gives them, over the sample and broken copies of it. */
class CommandsIT {

    private static final Path SAMPLE = Path.of("src/test/resources/sample/hub");
    private static final int SOUND = 0;
    private static final int PROBLEMS = 1;
    private static final int WRONG_USAGE = 2;

    @TempDir
    private Path folder;

    @Test
    void findsTheSampleSound() {
        Said said = run("validate", SAMPLE.toString());
        assertThat(said.exit()).as(said.text()).isEqualTo(SOUND);
        assertThat(said.text()).endsWith("sound\n");
    }

    @Test
    void saysAllProblemsOfABrokenCopyAtOnceEachWithItsPlace() {
        // given
        copySample();
        change("routes/orders.yaml", "from: { kafka:", "from: { kafak:");
        change("routes/warehouse.yaml", "to: { kafka: { topic:", "to: { kafka: { topik:");
        change("routes/billing.yaml", "priority: true}", "priority: true");
        // when
        Said said = run("validate", folder.toString());
        // then
        assertThat(said.exit()).as(said.text()).isEqualTo(PROBLEMS);
        assertThat(said.text())
                .containsPattern("routes/orders\\.yaml:5:\\d+: .*kafak.*did you mean 'kafka'\\?")
                .containsPattern("routes/warehouse\\.yaml:6:\\d+: .*topik.*did you mean 'topic'\\?")
                .containsPattern("routes/billing\\.yaml:7:\\d+: .*jq")
                .endsWith("3 problems\n");
    }

    @Test
    void asksTheBrokersOnlyWhenToldTo() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            // given
            kafka.createTopic("orders", 1);
            kafka.createTopic("dead", 1);
            new TestHome(folder)
                    .with(
                            "hub.yaml",
                            "connections: { kafka: { kafka: { brokers: \"" + kafka.bootstrap() + "\" } } }\n"
                                    + "defaults: { deadLetter: { kafka: { topic: dead } } }\n")
                    .with("routes/copy.yaml", """
                            routes:
                              copy:
                                from: { kafka: { topic: orders } }
                                to: { kafka: { topic: copies } }
                              copy-again:
                                from: { kafka: { topic: orders } }
                                to: [{ kafka: { topic: copies } }, { kafka: { topic: more } }]
                            """);
            // when
            Said offline = run("validate", folder.toString());
            Said missing = run("validate", "--connect", folder.toString());
            kafka.createTopic("copies", 1);
            kafka.createTopic("more", 1);
            Said complete = run("validate", "--connect", folder.toString());
            // then
            String creation =
                    "' does not exist at " + kafka.bootstrap() + "; create it: caravanserai provision (or with"
                            + " the broker's tools: kafka-topics.sh --bootstrap-server " + kafka.bootstrap()
                            + " --create --topic ";
            assertThat(offline.exit()).as(offline.text()).isEqualTo(SOUND);
            assertThat(missing.exit()).as(missing.text()).isEqualTo(PROBLEMS);
            assertThat(missing.text())
                    .contains(
                            "routes/copy.yaml:4:18: routes.copy.to.kafka: topic 'copies" + creation
                                    + "copies) (needed at routes/copy.yaml:7:19 too)\n",
                            "routes/copy.yaml:7:49: routes.copy-again.to[1].kafka: topic 'more" + creation + "more)\n")
                    .endsWith("2 problems\n");
            assertThat(complete.exit()).as(complete.text()).isEqualTo(SOUND);
        }
    }

    @Test
    void looksIntoPlainCamelRoutesOnlyWhereTheyAreOn() {
        // given
        copySample();
        new TestHome(folder).with("camel/x.yaml", "- from:\n    uri: telegraph:office\n    steps:\n      - log: a\n");
        // when
        Said off = run("validate", folder.toString());
        Said broken = run(Map.of("HUB_CAMEL", "on"), "validate", folder.toString());
        change("camel/x.yaml", "telegraph:", "timer:");
        Said on = run(Map.of("HUB_CAMEL", "on"), "validate", folder.toString());
        Said neither = run(Map.of("HUB_CAMEL", "perhaps"), "validate", folder.toString());
        // then
        assertThat(off.exit()).as(off.text()).isEqualTo(PROBLEMS);
        assertThat(off.text())
                .isEqualTo(
                        "camel/x.yaml: plain Camel routes are disabled; set HUB_CAMEL=on to enable them\n1 problem\n");
        assertThat(broken.exit()).as(broken.text()).isEqualTo(PROBLEMS);
        assertThat(broken.text()).contains("camel/x.yaml").contains("telegraph").endsWith("1 problem\n");
        assertThat(on.text()).isEqualTo("sound\n");
        assertThat(neither.exit()).as(neither.text()).isEqualTo(WRONG_USAGE);
    }

    @Test
    void explainsItself() {
        assertThat(List.of("validate", "test", "simulate", "provision", "send", "tail", "schema"))
                .allSatisfy(command -> {
                    Said said = run(command, "--help");
                    assertThat(said.exit()).as(said.text()).isEqualTo(SOUND);
                    assertThat(said.text()).startsWith("Usage: caravanserai " + command);
                });
    }

    @Test
    void runsTheTestsOfTheSample() {
        Said said = run("test", SAMPLE.toString());
        assertThat(said.exit()).as(said.text()).isEqualTo(SOUND);
        assertThat(said.text())
                .contains("ok    orders: a large order goes to the VIP desk\n")
                .endsWith("8 passed, 0 failed, 0 problems\n");
    }

    @Test
    void saysWhichTestFailsAndHow() {
        // given
        copySample();
        change("routes/orders.yaml", "routingKey: orders.gold", "routingKey: orders.silver");
        // when
        Said said = run("test", folder.toString());
        // then
        assertThat(said.exit()).as(said.text()).isEqualTo(PROBLEMS);
        assertThat(said.text())
                .containsPattern("FAIL  orders: a large order goes to the VIP desk \\(routes/orders\\.yaml:\\d+:\\d+")
                .contains("orders.silver", "orders.gold")
                .endsWith("7 passed, 1 failed, 0 problems\n");
    }

    @Test
    void showsEachStepEachPredicateAndTheTarget() {
        // given
        Path order = body("{\"id\":\"A1\",\"status\":\"new\",\"total\":1000,\"region\":\"eu\",\"tier\":\"gold\"}");
        // when
        Said said = run("simulate", "orders", SAMPLE.toString(), "--body", order.toString(), "--key", "ada");
        // then
        assertThat(said.exit()).as(said.text()).isEqualTo(SOUND);
        assertThat(said.text())
                .containsSubsequence(
                        "steps[0].validate: passed",
                        "steps[1].filter: ",
                        "choose[0].when: false",
                        "choose[1].when: true",
                        "takes choose[1]",
                        "=> sns:eu-orders",
                        "key ada",
                        "body {\"id\":\"A1\"");
    }

    @Test
    void showsWhyAnEventWouldBecomeADeadLetter() {
        Said said = run(
                "simulate", "orders", SAMPLE.toString(), "--body", body("{oops").toString());
        assertThat(said.exit()).as(said.text()).isEqualTo(PROBLEMS);
        assertThat(said.text()).containsOnlyOnce("=> dead letter kafka:orders.dead: parse at steps[0].validate");
    }

    @Test
    void printsTheSchemaOfTheFormat() throws IOException {
        Said said = run("schema");
        assertThat(said.exit()).isEqualTo(SOUND);
        assertThat(new ObjectMapper().readTree(said.text()).has("$schema")).isTrue();
    }

    @Test
    void refusesWrongUsage() {
        assertThat(run("validate", "--wrong").exit()).isEqualTo(WRONG_USAGE);
        assertThat(run("simulate", "orders", SAMPLE.toString()).exit()).isEqualTo(WRONG_USAGE);
        Said said = run("frobnicate");
        assertThat(said.exit()).isEqualTo(WRONG_USAGE);
        assertThat(said.text()).contains("frobnicate");
    }

    private record Said(int exit, String text) {}

    private static Said run(String... arguments) {
        return run(Map.of(), arguments);
    }

    private static Said run(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(JavaProcess.executable()));
        command.addAll(HubProcess.SHORT_LIVED);
        command.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Said(process.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Path body(String text) {
        return new TestHome(folder).with("body", text).path().resolve("body");
    }

    private void copySample() {
        try (Stream<Path> files = Files.walk(SAMPLE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                new TestHome(folder).with(SAMPLE.relativize(file).toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void change(String file, String from, String to) {
        try {
            String text = Files.readString(folder.resolve(file));
            assertThat(text).contains(from);
            new TestHome(folder).with(file, text.replace(from, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
