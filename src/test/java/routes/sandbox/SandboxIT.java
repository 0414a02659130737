package routes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.compile.CompiledConfiguration;
import routes.config.ConfigReader;
import routes.control.OperationRejectedException;
import routes.control.OperationRejectedException.Cause;
import routes.control.RouteEditing.Author;
import routes.control.RouteSimulation.Outcome;
import routes.control.RouteSimulation.Sample;
import routes.editing.RouteEditor;
import routes.editing.Simulator;
import routes.model.Problem;
import routes.state.RouteHistory;
import routes.testkit.TestHome;

/** The sandbox as the hub uses it, with the process that it starts. */
class SandboxIT {

    private static final String SECRET = "s3cr3t-of-the-environment";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Sample XML = sample("<a/>");
    private static final Sample JSON = sample("{\"id\": 1, \"name\": \"ada\"}");

    private static final String HUNGRY_XPATH =
            filter("xpath: \"string-length(string-join((1 to 300000000) !" + " 'aaaaaaaaaaaa','')) > 0\"");
    private static final String HUNGRY_JQ = filter("jq: '[range(9)|\"中\"*16000000]|length > 0'");
    private static final String ENDLESS_XPATH =
            filter("xpath: \"every $i in 1 to 2000000000, $j in 1 to 2000000000 satisfies $i + $j > 0\"");

    @TempDir
    private Path home;

    private ConfigReader reader;
    private Sandbox sandbox;
    private SandboxedSimulation simulation;

    @BeforeEach
    void start() {
        new TestHome(home)
                .with("hub.yaml", """
                        connections:
                          kafka: { kafka: { brokers: "${env:BROKERS}" } }
                          rabbit: { rabbitmq: { addresses: "localhost:5672", username: hub, password: "${env:SECRET}" } }
                        defaults: { deadLetter: { kafka: { topic: "${env:PREFIX}.dead" } } }
                        """)
                .with("schemas/order.json", """
                        { "type": "object", "required": ["id"], "properties": { "name": { "type": "string", "format": "email" } } }
                        """)
                .with("schemas/order.xsd", """
                        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a" type="xs:string"/></xs:schema>
                        """)
                .with("transforms/order.xslt", """
                        <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
                          <xsl:template match="/"><xsl:message>printed</xsl:message><b><xsl:value-of select="a"/></b></xsl:template>
                        </xsl:stylesheet>
                        """);
        Map<String, String> environment = Map.of("BROKERS", "localhost:1", "SECRET", SECRET, "PREFIX", "live");
        reader = new ConfigReader(name -> Optional.ofNullable(environment.get(name)));
        sandbox = new Sandbox(reader, home);
        simulation = new SandboxedSimulation(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private static String filter(String expression) {
        return steps("[ { filter: { " + expression + " } } ]");
    }

    private static String steps(String steps) {
        return "from: { kafka: { topic: a } }\nsteps: " + steps + "\nto: { rabbitmq: { exchange: b } }\n";
    }

    private static Sample sample(String body) {
        return new Sample(Optional.of(body), Optional.empty(), Optional.empty(), Map.of("shop", "north"));
    }

    private static OperationRejectedException rejection(Runnable attempt) {
        return catchThrowableOfType(OperationRejectedException.class, attempt::run);
    }

    private SandboxedEditing editing() {
        return new SandboxedEditing(
                new RouteEditor(
                        reader,
                        home,
                        CompiledConfiguration::of,
                        new RouteHistory(Optional.empty()),
                        Clock.systemUTC(),
                        (name, before, after) -> () -> {},
                        state -> {}),
                sandbox);
    }

    private static Set<Long> children() {
        return new HashSet<>(ProcessHandle.current()
                .children()
                .filter(SandboxIT::isSandbox)
                .map(ProcessHandle::pid)
                .toList());
    }

    private static boolean isSandbox(ProcessHandle process) {
        return read(Path.of("/proc", String.valueOf(process.pid()), "cmdline")).contains(SandboxMain.class.getName());
    }

    private static ProcessHandle child() {
        return ProcessHandle.of(children().iterator().next()).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[ { transform: { jq: '{id: .id, big: 12345678901234567890.10}' } } ]",
                "[ { validate: { jsonSchema: schemas/order.json } } ]",
                "[ { validate: { xsd: schemas/order.xsd } } ]",
                "[ { transform: { xslt: transforms/order.xslt } } ]",
                "[ { filter: { xpath: \"matches(/a, '^$')\" } } ]",
                "[ { transform: xmlToJson } ]",
                "[ { filter: '.id | test(\"(a|b)+\")' } ]",
                "[ { filter: .nothing == 1 } ]",
                "[ { nonsense: 1 } ]",
                "[ { filter: '.id ==' } ]"
            })
    void answersAsTheHubItselfWould(String steps) {
        Simulator ownProcess = new Simulator(reader, home);

        for (Sample sample : List.of(JSON, XML, sample("{oops"))) {
            assertThat(answer(() -> simulation.simulateText(steps(steps), sample)))
                    .isEqualTo(answer(() -> ownProcess.simulateText(steps(steps), sample)));
        }
    }

    private static String answer(Supplier<Outcome> attempt) {
        try {
            return attempt.get().toString();
        } catch (OperationRejectedException e) {
            return e.why() + " " + e.getMessage() + " " + e.problems();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"xpath", "jq"})
    void endsASimulationThatTakesTooMuchMemoryAndAnswersTheNext(String language) {
        SandboxedSimulation patient = new SandboxedSimulation(sandbox, PATIENCE);
        OperationRejectedException rejection = rejection(() -> patient.simulateText(
                language.equals("jq") ? HUNGRY_JQ : HUNGRY_XPATH, language.equals("jq") ? JSON : XML));

        assertThat(rejection.why()).isEqualTo(Cause.INVALID);
        assertThat(rejection)
                .hasMessage("the simulation takes more memory than the 128 MiB that it may have; it was ended");
        assertThat(simulation.simulateText(filter("jq: .id == 1"), JSON).end()).isEqualTo("delivered");
    }

    @Test
    void endsASimulationThatTakesTooLongAndAnswersTheNext() {
        simulation.simulateText(filter("jq: .id == 1"), JSON);
        long before = child().pid();

        OperationRejectedException rejection = rejection(
                () -> new SandboxedSimulation(sandbox, Duration.ofSeconds(1)).simulateText(ENDLESS_XPATH, XML));

        assertThat(rejection.why()).isEqualTo(Cause.INVALID);
        assertThat(rejection).hasMessage("the simulation takes longer than 1s; it was ended");
        assertThat(simulation.simulateText(filter("jq: .id == 1"), JSON).end()).isEqualTo("delivered");
        assertThat(children()).doesNotContain(before);
    }

    @Test
    void writesNoRouteWhoseTestsTakeTooMuchMemory() {
        String text = HUNGRY_XPATH + "tests: [ { name: t, given: { raw: <a/> }, expect: { filtered: true } } ]\n";

        OperationRejectedException rejection =
                rejection(() -> editing().write("orders", text, Optional.empty(), new Author("anna", "")));

        assertThat(rejection.why()).isEqualTo(Cause.INVALID);
        assertThat(rejection).hasMessageContaining("compiling the route and running its tests takes more memory than");
        assertThat(home.resolve("routes/orders.yaml")).doesNotExist();
    }

    @Test
    void writesASoundRouteAndSaysWhatIsWrongWithAnother() {
        SandboxedEditing editing = editing();
        Author anna = new Author("anna", "");

        editing.write("orders", filter("jq: .id == 1"), Optional.empty(), anna);

        assertThat(editing.written("orders").text()).isEqualTo(filter("jq: .id == 1"));
        assertThat(rejection(() -> editing.write("bills", filter("jq: .id =="), Optional.empty(), anna))
                        .problems())
                .hasSize(1);
    }

    @Test
    void saysWhichTestsTakeTooLongAndLeavesNothingRunning() {
        String routes = ("  orders:\n" + ENDLESS_XPATH
                        + "tests: [ { name: t, given: { raw: <a/> }, expect: { filtered: true } } ]")
                .replace("\n", "\n    ");

        List<Problem> problems = editing().problems("routes/orders.yaml", "routes:\n" + routes);

        assertThat(problems)
                .extracting(Object::toString)
                .containsExactly("routes/orders.yaml:3:5: routes.orders: the route's own tests take longer than 10s");
        await().atMost(PATIENCE).until(() -> children().isEmpty());
    }

    @Test
    void validatesAsTheHubItselfWould() {
        new TestHome(home)
                .with("routes/a.yaml", """
                templates:
                  copy: { parameters: { topic: { description: A topic. } }, from: { kafka: { topic: "{{topic}}" } }, to: { kafka: { topic: b } } }
                """)
                .with(
                        "routes/b.yaml",
                        "routes: { r: { template: copy, with: { topic: t } }, q: { from: { rabbitmq: { queue: q } }, to: { kafka: { topic: b } } } }\n");
        String changed = """
                templates:
                  copy: { parameters: { topic: { description: A topic. } }, from: { kafka: { topic: "{{topic}}" } }, steps: [ { filter: '.id ==' } ], to: { kafka: { topic: b } } }
                routes:
                  s: { from: { rabbitmq: { queue: q } }, to: { kafka: { topic: b } } }
                """;
        RouteEditor ownProcess = new RouteEditor(
                reader,
                home,
                CompiledConfiguration::of,
                new RouteHistory(Optional.empty()),
                Clock.systemUTC(),
                (name, before, after) -> () -> {},
                state -> {});

        List<Problem> problems = editing().problems("routes/a.yaml", changed);

        assertThat(problems.toString()).contains("is the source of the route", "jq");
        assertThat(problems.toString())
                .isEqualTo(ownProcess.problems("routes/a.yaml", changed).toString());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void knowsNoSecretAndIsTheFirstToEndAndTheLastToRun() throws IOException {
        assertThat(simulation
                        .simulateText(filter("jq: .id == 1"), sample("{oops"))
                        .fault()
                        .orElseThrow()
                        .target())
                .isEqualTo("kafka:live.dead");

        Path process = Path.of("/proc", String.valueOf(child().pid()));

        assertThat(Files.readString(process.resolve("environ"))).isEqualTo("LC_ALL=C.UTF-8\0");
        assertThat(Files.readString(process.resolve("cmdline"))).doesNotContain(SECRET);
        assertThat(Files.readSymbolicLink(process.resolve("cwd"))).isEqualTo(Path.of("/"));
        assertThat(Files.readString(process.resolve("oom_score_adj")).strip()).isEqualTo("1000");
        await().ignoreExceptions() // threads that end while they are looked at
                .untilAsserted(() -> assertThat(nice(process)).contains(10).doesNotContain(0, 19));
    }

    /** The nice values of all threads but the one that only waits for the others. */
    private static List<Integer> nice(Path process) throws IOException {
        try (Stream<Path> threads = Files.list(process.resolve("task"))) {
            return threads.filter(thread -> !thread.getFileName().equals(process.getFileName()))
                    .map(thread -> read(thread.resolve("stat")))
                    .map(stat -> stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16])
                    .map(Integer::valueOf)
                    .distinct()
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void refusesThoseForWhomThereIsNoRoomAndAnswersTheOthers() {
        SandboxedSimulation impatient = new SandboxedSimulation(sandbox, Duration.ofSeconds(2));
        simulation.simulateText(filter("jq: .id == 1"), JSON);
        CompletableFuture<OperationRejectedException> endless =
                CompletableFuture.supplyAsync(() -> rejection(() -> impatient.simulateText(ENDLESS_XPATH, XML)));

        List<CompletableFuture<String>> others = IntStream.range(0, 30)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> answer(() -> simulation.simulateText(filter("jq: .id == 1"), JSON)),
                        work -> new Thread(work).start()))
                .toList();
        List<String> answers = others.stream().map(CompletableFuture::join).toList();

        assertThat(endless.join().getMessage()).contains("takes longer than");
        assertThat(answers).anyMatch(answer -> answer.contains("delivered"));
        assertThat(answers)
                .anyMatch(answer -> answer.startsWith("UNAVAILABLE many others are simulating or validating"));
        assertThat(answers)
                .allMatch(answer -> answer.contains("delivered") || answer.startsWith("UNAVAILABLE many others"));
    }

    /** Otherwise anybody who may only look could keep an admin from changing a route. */
    @Test
    void writesARouteThoughViewersHaveTakenAllTheirPlaces() {
        // given
        simulation.simulateText(filter("jq: .id == 1"), JSON);
        SandboxedSimulation impatient = new SandboxedSimulation(sandbox, Duration.ofSeconds(2));
        List<CompletableFuture<OperationRejectedException>> endless = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> rejection(() -> impatient.simulateText(ENDLESS_XPATH, XML)),
                        work -> new Thread(work).start()))
                .toList();
        await().atMost(PATIENCE)
                .until(() -> endless.stream().filter(CompletableFuture::isDone).count() >= 11);
        // when
        editing().write("orders", filter("jq: .id == 1"), Optional.empty(), new Author("anna", ""));
        // then
        assertThat(home.resolve("routes/orders.yaml")).exists();
        assertThat(endless.stream().filter(CompletableFuture::isDone).count()).isLessThan(20);
        sandbox.close();
        endless.forEach(CompletableFuture::join);
    }

    @Test
    void startsAnotherProcessAfterOneWasEndedFromOutside() {
        simulation.simulateText(filter("jq: .id == 1"), JSON);
        CompletableFuture<OperationRejectedException> endless =
                CompletableFuture.supplyAsync(() -> rejection(() -> simulation.simulateText(ENDLESS_XPATH, XML)));
        ProcessHandle child = child();
        Duration idle = child.info().totalCpuDuration().orElseThrow();
        await().atMost(PATIENCE)
                .until(() -> child.info().totalCpuDuration().orElseThrow().compareTo(idle) > 0);

        child.destroyForcibly();

        assertThat(endless.join().why()).isEqualTo(Cause.UNAVAILABLE);
        assertThat(simulation.simulateText(filter("jq: .id == 1"), JSON).end()).isEqualTo("delivered");
    }

    @Test
    void endsItsProcessWhateverThatDoesWhenTheHubIsGone() throws IOException {
        Process orphan = SandboxCommand.of(home).start();
        SandboxChannel channel = new SandboxChannel(orphan.getInputStream(), orphan.getOutputStream());
        channel.reply();
        channel.send(new SandboxChannel.Request(
                Map.of("env:PREFIX", "x"), new SandboxCall.SimulateText(ENDLESS_XPATH, XML)));

        orphan.getOutputStream().close();

        await().atMost(PATIENCE).until(() -> !orphan.isAlive());
    }

    @Test
    void endsItsProcessWhenItIsClosed() {
        simulation.simulateText(filter("jq: .id == 1"), JSON);
        ProcessHandle child = child();

        sandbox.close();

        await().atMost(PATIENCE).until(() -> !child.isAlive());
        assertThat(rejection(() -> simulation.simulateText(filter("jq: .id == 1"), JSON))
                        .why())
                .isEqualTo(Cause.UNAVAILABLE);
    }

    @Test
    void carriesEveryTextEvenHalfACharacter() {
        String text = "\ud83d\ude00\ud800\u0000中";
        Sample event = new Sample(Optional.of("{}"), Optional.empty(), Optional.empty(), Map.of(text, text));

        assertThat(answer(() -> simulation.simulateText(filter("jq: .id == 1"), event)))
                .isEqualTo(answer(() -> new Simulator(reader, home).simulateText(filter("jq: .id == 1"), event)))
                .contains("contains an unpaired surrogate");
        assertThat(answer(() -> simulation.simulateText(filter("jq: .id == \"" + text + "\""), JSON)))
                .isEqualTo(answer(
                        () -> new Simulator(reader, home).simulateText(filter("jq: .id == \"" + text + "\""), JSON)));
    }

    @Test
    void refusesAResultThatIsTooLarge() {
        OperationRejectedException rejection =
                rejection(() -> simulation.simulateText(steps("[ { transform: { jq: '\"a\" * 6000000' } } ]"), JSON));

        assertThat(rejection.why()).isEqualTo(Cause.INVALID);
        assertThat(rejection).hasMessageContaining("the result is larger than 4 MiB");
    }
}
