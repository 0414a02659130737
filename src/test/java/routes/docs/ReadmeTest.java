package routes.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.w3c.dom.NodeList;
import picocli.CommandLine;
import routes.camel.CamelSwitch;
import routes.cli.Main;
import routes.compile.CompiledConfiguration;
import routes.config.ConfigReader;
import routes.config.ReadResult;
import routes.config.schema.FormatSchema;
import routes.control.HubStatus;
import routes.control.RouteStatus;
import routes.event.Outcome;
import routes.event.SendError;
import routes.model.CamelFiles;
import routes.model.Problem;
import routes.model.RouteSpec;
import routes.model.SourceSpec;
import routes.model.TargetSpec;
import routes.model.format.Kind;
import routes.pipeline.Pipeline;
import routes.pipeline.RouteTestRunner;
import routes.telemetry.CamelRouteMeters;
import routes.telemetry.ConfigurationMeters;
import routes.telemetry.RouteMeters;

/** What the README says is so. */
class ReadmeTest {

    private static final String PROGRAM = "java -jar target/quarkus-app/quarkus-run.jar";
    private static final String NONE = "–";

    private final Readme readme = Readme.read();

    @Test
    void showsRoutesThatAreSoundAndPassTheirTests(@TempDir Path home) throws IOException {
        CompiledConfiguration compiled = CompiledConfiguration.of(read(home));

        assertThat(compiled.problems()).isEmpty();
        assertThat(compiled.specs()).isNotEmpty().allSatisfy((name, spec) -> {
            assertThat(spec.tests()).isNotEmpty();
            assertThat(differences(spec, compiled.itineraries().get(name))).isEmpty();
        });
    }

    @Test
    void showsHowToEncryptAndToLogIn(@TempDir Path home) throws IOException {
        read(home);
        Files.copy(
                home.resolve("hub.yaml with TLS and logins"),
                home.resolve("hub.yaml"),
                StandardCopyOption.REPLACE_EXISTING);

        assertThat(readAgain(home).problems()).isEmpty();
    }

    @Test
    void showsFilesThatFitTheSchemaForEditors() throws IOException {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(new FormatSchema().json());

        List<String> ofTheHub = readme.blocks("yaml").stream()
                .filter(block -> !block.startsWith("# camel/"))
                .toList();

        assertThat(ofTheHub).hasSizeGreaterThan(4).allSatisfy(block -> {
            Object yaml = new Load(LoadSettings.builder().build()).loadFromString(block);
            assertThat(schema.validate(new ObjectMapper().valueToTree(yaml))).isEmpty();
        });
    }

    @Test
    void namesEveryMetricWithItsLabels() {
        MeterRegistry registry = new SimpleMeterRegistry();
        RouteMeters meters = new RouteMeters(registry, "orders");
        meters.expect("kafka:orders");
        meters.watch(() -> {
            throw new IllegalStateException("nobody asks how the route fares");
        });
        new ConfigurationMeters(registry, new NoHub()).show();
        CamelRouteMeters ofCamel = new CamelRouteMeters(registry, "camel:orders", () -> {
            throw new IllegalStateException("nobody asks how the route fares");
        });

        assertThat(readme.section("Metrics").rows().keySet().stream().map(ReadmeTest::sorted))
                .containsExactlyInAnyOrderElementsOf(registry.getMeters().stream()
                        .filter(meter -> meter.getId().syntheticAssociation() == null)
                        .map(ReadmeTest::exposed)
                        .collect(Collectors.toSet()));
        ofCamel.close();
    }

    @Test
    void showsAPlainCamelRouteThatIsSound(@TempDir Path home) throws IOException {
        CamelFiles files = read(home).camel();

        assertThat(files.texts()).hasSize(1);
        assertThat(CamelSwitch.ON.problems(files)).isEmpty();
    }

    @Test
    void namesEveryOutcomeAndResultInTheMetrics() {
        Map<String, List<String>> rows = readme.section("Metrics").rows();

        assertThat(Outcome.values())
                .allSatisfy(outcome -> assertThat(rows.get("hub_events_total{route,outcome}"))
                        .first()
                        .asString()
                        .contains("`" + outcome + "`"));
        assertThat(SendError.Kind.values())
                .allSatisfy(kind -> assertThat(rows.get("hub_deliveries_total{route,target,result}"))
                        .first()
                        .asString()
                        .contains("`" + kind.name().toLowerCase(Locale.ROOT) + "`"));
    }

    @Test
    void hasARowForEveryBroker() {
        Map<String, List<String>> rows = readme.section("Brokers").rows();

        assertThat(rows.entrySet().stream()
                        .filter(row -> !row.getValue().get(1).equals(NONE))
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(kinds(SourceSpec.class));
        assertThat(rows.entrySet().stream()
                        .filter(row -> !row.getValue().get(2).equals(NONE))
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(kinds(TargetSpec.class));
    }

    @Test
    void givesAReasonForEveryDependency() throws Exception {
        NodeList found = (NodeList) XPathFactory.newDefaultInstance()
                .newXPath()
                .evaluate(
                        "/*/*[local-name()='dependencies']/*[not(*[local-name()='scope'])]/*[local-name()='artifactId']",
                        DocumentBuilderFactory.newDefaultNSInstance()
                                .newDocumentBuilder()
                                .parse("pom.xml"),
                        XPathConstants.NODESET);
        Set<String> dependencies = new TreeSet<>();
        for (int i = 0; i < found.getLength(); i++) {
            dependencies.add(found.item(i).getTextContent());
        }

        assertThat(readme.section("Dependencies").rows())
                .containsOnlyKeys(dependencies)
                .allSatisfy((artifact, why) -> assertThat(why.get(0)).isNotBlank());
    }

    @Test
    void showsEveryCommandAsItIsWritten() {
        CommandLine known = new CommandLine(new Main());
        Set<String> shown = new TreeSet<>();

        for (String line :
                String.join("", readme.section("Commands").blocks("sh")).split("\n")) {
            assertThat(line).startsWith(PROGRAM);
            String[] arguments = Stream.of(line.substring(PROGRAM.length())
                            .replaceAll("#.*", "")
                            .split(" "))
                    .filter(word -> !word.isEmpty())
                    .toArray(String[]::new);
            if (arguments.length > 0) {
                shown.add(arguments[0]);
                assertThat(new CommandLine(new Main()).parseArgs(arguments).hasSubcommand())
                        .as(line)
                        .isTrue();
            }
        }
        assertThat(shown).isEqualTo(new TreeSet<>(known.getSubcommands().keySet()));
    }

    @Test
    void givesOneCommandToRunAndOneToTest() {
        assertThat(readme.section("Run").blocks("sh")).containsExactly("mvn -q -DskipTests package exec:exec@sample\n");
        assertThat(readme.section("Test").blocks("sh")).containsExactly("mvn -B -ntp verify\n");
    }

    /** The blocks of the README as files: YAML by the comment in its first line, JSON by its {@code $comment}. */
    private ReadResult read(Path home) throws IOException {
        for (String block : readme.blocks("yaml")) {
            assertThat(block).startsWith("# ");
            write(home.resolve(block.lines().findFirst().orElseThrow().substring(2)), block);
        }
        for (String block : readme.blocks("json")) {
            write(
                    home.resolve(
                            new ObjectMapper().readTree(block).path("$comment").asText()),
                    block);
        }
        return readAgain(home);
    }

    private static ReadResult readAgain(Path home) {
        return new ConfigReader(name -> Optional.of("secret").filter(value -> name.endsWith("_PASSWORD"))).read(home);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static List<String> differences(RouteSpec spec, Pipeline pipeline) {
        RouteTestRunner examples = new RouteTestRunner(spec, pipeline);
        return spec.tests().stream()
                .flatMap(test -> examples.differences(test).stream())
                .toList();
    }

    /** How Prometheus sees it. */
    private static String exposed(Meter meter) {
        Map<Meter.Type, String> suffixes = Map.of(Meter.Type.COUNTER, "_total", Meter.Type.TIMER, "_seconds");
        String labels =
                meter.getId().getTags().stream().map(Tag::getKey).sorted().collect(Collectors.joining(","));
        return meter.getId().getName().replace('.', '_')
                + suffixes.getOrDefault(meter.getId().getType(), "")
                + (labels.isEmpty() ? "" : "{" + labels + "}");
    }

    private static String sorted(String written) {
        String[] parts = written.split("[{}]");
        return parts.length == 1
                ? written
                : parts[0] + "{" + Stream.of(parts[1].split(",")).sorted().collect(Collectors.joining(",")) + "}";
    }

    private static List<String> kinds(Class<?> sealed) {
        return Stream.of(sealed.getPermittedSubclasses())
                .map(kind -> kind.getAnnotation(Kind.class).value())
                .toList();
    }

    private static final class NoHub implements HubStatus {

        @Override
        public List<RouteStatus> routes() {
            return List.of();
        }

        @Override
        public Optional<RouteStatus> route(String name) {
            return Optional.empty();
        }

        @Override
        public List<Problem> problems() {
            return List.of();
        }

        @Override
        public String configuration() {
            return "hash";
        }
    }
}
