package routes.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.compile.CompiledConfiguration;
import routes.config.ConfigReader;
import routes.model.Problem;

/**
 * What somebody may try who can write into HUB_HOME: it is refused where it is written, soon, without a word of what is secret,
 * and the sound route beside it stays sound.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileConfigurationIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final long LONGEST = 5_000;
    private static final String SECRET = "hunter2-secret";

    private static final String HUB = """
            connections:
              kafka: { kafka: { brokers: "localhost:9092" } }
              rabbit: { rabbitmq: { addresses: "localhost:5672" } }
              aws: { aws: { region: eu-west-1 } }
            defaults: { deadLetter: { kafka: { topic: dead } } }
            """;

    private static final String SOUND = """
            routes:
              sound:
                from: { rabbitmq: { queue: orders } }
                to: [{ sqs: { queue: orders } }, { kafka: { topic: orders } }]
                tests: [{ name: passes, given: { body: { a: 1 } }, expect: { to: [sqs:orders, kafka:orders] } }]
            """;

    private final Map<String, Long> durations = new ConcurrentHashMap<>();
    private final AtomicInteger homes = new AtomicInteger();

    private Path folder;
    private Path outside;

    /** What was compiled, and with it what the tests of the route {@code hostile} found. */
    private record Found(CompiledConfiguration home) {

        List<CompiledConfiguration.Example> examples() {
            return home.examples().getOrDefault("hostile", List.of());
        }

        List<String> differences() {
            return examples().stream()
                    .flatMap(example -> example.differences().stream())
                    .toList();
        }
    }

    @BeforeAll
    void hideSecrets(@TempDir Path scratch) throws IOException {
        folder = scratch;
        outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret"), SECRET);
        Files.writeString(
                outside.resolve("secret.json"), "{ \"const\": \"" + SECRET + "\", \"type\": \"" + SECRET + "\" }");
        Files.writeString(outside.resolve("secret.xsd"), "<" + SECRET + "/>");
        Files.writeString(outside.resolve("secret.xsl"), "<" + SECRET + "/>");
        Files.writeString(outside.resolve("latin1"), SECRET + "ü", ISO_8859_1);
        Files.writeString(outside.resolve("large"), SECRET.repeat(100_000));
    }

    /** In milliseconds of the processor, of which others may leave little; the slowest are listed in a file. */
    @AfterAll
    void isOverSoon() throws IOException {
        Files.write(
                Path.of("target/hostile-configurations.txt"),
                durations.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                        .limit(20)
                        .map(slow -> slow.getValue() + " ms " + slow.getKey())
                        .toList());
        assertThat(durations)
                .allSatisfy((name, millis) -> assertThat(millis).as(name).isLessThan(LONGEST));
    }

    @TestFactory
    Stream<DynamicTest> comesToNothing() {
        return HostileCase.all(outside).map(tried -> dynamicTest(tried.name(), () -> comesToNothing(tried)));
    }

    private void comesToNothing(HostileCase tried) throws IOException {
        // given
        assertThat(tried.place().isEmpty()).isEqualTo(tried.verdict() != HostileCase.Verdict.REFUSED);
        assertThat(tried.part().isEmpty()).isEqualTo(tried.verdict() == HostileCase.Verdict.TAKEN);
        Path home = soundHome();
        tried.into(home);
        // when
        Found found = found(tried.name(), home);
        // then
        List<String> said = Problem.errors(found.home().problems()).stream()
                .map(Problem::toString)
                .toList();
        switch (tried.verdict()) {
            case REFUSED ->
                assertThat(said)
                        .anySatisfy(problem -> assertThat(problem)
                                .startsWith(tried.place())
                                .as(tried.part())
                                .contains(tried.part()));
            case FAILS -> {
                assertThat(said)
                        .isNotEmpty()
                        .allSatisfy(problem -> assertThat(problem).contains("the route's own test"));
                assertThat(found.differences())
                        .anySatisfy(difference -> assertThat(difference).contains(tried.part()));
            }
            case TAKEN -> assertThat(said).isEmpty();
        }
        assertThat(found.differences()).noneMatch(difference -> difference.contains(SECRET));
        assertHarmless(found.home(), tried.leavesTheHubAlone());
    }

    private static void assertHarmless(CompiledConfiguration home, boolean hubIsSound) {
        assertThat(home.problems())
                .allSatisfy(problem -> assertThat(problem.toString())
                        .doesNotContain(SECRET)
                        .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029]")
                        .hasSizeLessThan(5_000));
        if (hubIsSound) {
            assertThat(home.broken()).doesNotContainKey("sound");
            assertThat(home.specs()).containsKey("sound");
        }
    }

    @Test
    void isTriedInFifteenHundredWays() {
        assertThat(HostileCase.all(outside).filter(tried -> tried.verdict() == HostileCase.Verdict.REFUSED))
                .hasSizeGreaterThan(1_500)
                .extracting(HostileCase::name)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "c3, 1:1: the file is not UTF-8",
        "61 3a 20 ff, 1:4: the file is not UTF-8",
        "61 3a 20 c0 80, 1:4: the file is not UTF-8",
        "61 3a 20 ed a0 80, 1:4: the file is not UTF-8",
        "61 3a 20 f5 80 80 80, 1:4: the file is not UTF-8",
        "61 3a 20 f0 9f 98, 1:4: the file is not UTF-8",
        "ff fe 61 00 3a 00 20 00 62 00, 1:1: the file is not UTF-8",
        "00 00 fe ff 00 00 00 61, 1:3: the file is not UTF-8",
        "00, 1:1: the file contains a control character: U+0000",
        "61 3a 20 00, 1:4: the file contains a control character: U+0000",
        "61 3a 20 07, 1:4: the file contains a control character: U+0007",
        "61 3a 20 1b 5b 32 4a, 1:4: the file contains a control character: U+001B",
        "61 3a 20 7f, 1:4: the file contains a control character: U+007F",
        "61 3a 20 c2 80, 1:4: the file contains a control character: U+0080",
        "61 3a 20 ef bf be, 1:4: the file contains a control character: U+FFFE",
        "61 3a 20 62 0a 63 3a 20 0b, 2:4: the file contains a control character: U+000B",
        "ef bb bf 5b 5d, 1:1: must be a mapping with routes",
        "ef bb bf ef bb bf 61, 1:1: ",
        "61 3a 20 ef bb bf, 1:",
        "25 59 41 4d 4c, 1:"
    })
    void isRefusedWhereItsBytesAreNoText(String hex, String said) throws IOException {
        Path home = soundHome();
        Files.write(
                home.resolve("routes/hostile.yaml"), HexFormat.ofDelimiter(" ").parseHex(hex));

        Found found = found(hex, home);

        assertThat(found.home().problems())
                .extracting(Problem::toString)
                .anySatisfy(problem -> assertThat(problem).startsWith("routes/hostile.yaml:" + said));
        assertHarmless(found.home(), true);
    }

    @Test
    void isRefusedAsUtf16AndAfterAByteOrderMarkReadAsUsual() throws IOException {
        Path home = soundHome();
        Files.write(
                home.resolve("routes/hostile.yaml"),
                SOUND.replace("sound", "hostile").getBytes(UTF_16));
        Files.write(home.resolve("routes/marked.yaml"), ("\uFEFF" + SOUND.replace("sound", "marked")).getBytes(UTF_8));

        Found found = found("UTF-16", home);

        assertThat(Problem.errors(found.home().problems()))
                .extracting(Problem::toString)
                .containsExactly("routes/hostile.yaml:1:1: the file is not UTF-8");
        assertThat(found.home().specs()).containsOnlyKeys("marked", "sound");
    }

    /** As many mistakes, routes, branches and keys as fit into a file: none takes longer the more of them there are. */
    @ParameterizedTest
    @CsvSource({
        "routes with an anchor, '  r%d: &a {}\n'",
        "routes with a placeholder, '  r%d: \"${env:HUNTER2}\"\n'",
        "routes without anything, '  r%d: {}\n'",
        "routes of unknown keys, '  r%d: { aaaaaaaaaaaa: 1, bbbbbbbbbbbb: 2 }\n'",
        "routes of one name, '  hostile: {}\n'",
    })
    void isRefusedSoonHoweverMuchThereIsOfIt(String name, String line) throws IOException {
        Path home = soundHome();
        StringBuilder text = new StringBuilder("routes:\n");
        for (int i = 0; text.length() < (1 << 20) - 100; i++) {
            text.append(line.formatted(i));
        }
        Files.writeString(home.resolve("routes/hostile.yaml"), text);

        Found found = found(name, home);

        assertThat(found.home().problems()).isNotEmpty();
        assertHarmless(found.home(), true);
    }

    @Test
    void isCompiledSoonHoweverManyBranchesItHas() throws IOException {
        Path home = soundHome();
        StringBuilder text = new StringBuilder(
                "routes:\n  hostile:\n    from: { kafka: { topic: orders } }\n    otherwise: drop\n    choose:\n");
        for (int i = 0; i < 9_999; i++) {
            text.append("      - { when: .a%d, to: { kafka: { topic: t%d } } }\n".formatted(i, i));
        }
        Files.writeString(home.resolve("routes/hostile.yaml"), text);

        Found found = found("branches", home);

        assertThat(Problem.errors(found.home().problems())).isEmpty();
        assertThat(found.home().specs()).containsOnlyKeys("hostile", "sound");
    }

    private Path soundHome() throws IOException {
        Path home = Files.createDirectories(folder.resolve("homes/" + homes.incrementAndGet() + "/hub/routes"))
                .getParent();
        Files.writeString(home.resolve("hub.yaml"), HUB);
        Files.writeString(home.resolve("routes/sound.yaml"), SOUND);
        return home;
    }

    /** What takes too long is measured once more: the route's own tests are timed by the clock, and others run meanwhile. */
    private Found found(String name, Path home) {
        Found found = measured(name, home);
        return durations.get(name) < LONGEST ? found : measured(name, home);
    }

    private Found measured(String name, Path home) {
        return assertTimeoutPreemptively(SOON, () -> {
            ThreadMXBean clock = ManagementFactory.getThreadMXBean();
            long start = clock.getCurrentThreadCpuTime();
            CompiledConfiguration compiled = CompiledConfiguration.of(
                    new ConfigReader(variable -> Optional.of(SECRET).filter(value -> variable.equals("HUNTER2")))
                            .read(home));
            Found found = new Found(compiled);
            long tests = found.examples().stream()
                    .mapToLong(example -> example.took().toNanos())
                    .sum();
            durations.put(name, (clock.getCurrentThreadCpuTime() - start + tests) / 1_000_000);
            return found;
        });
    }
}
