package routes.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;
import picocli.CommandLine;
import routes.cli.Main;
import routes.control.HubStatus;
import routes.control.RouteStatus;
import routes.event.Outcome;
import routes.event.SendError;
import routes.event.SourceLag;
import routes.model.DeadLetterReason;
import routes.model.Problem;
import routes.model.SourceSpec;
import routes.model.TargetSpec;
import routes.model.format.Kind;
import routes.pipeline.jq.JqInput;
import routes.pipeline.jq.JqProgram;
import routes.telemetry.CamelRouteMeters;
import routes.telemetry.ConfigurationMeters;
import routes.telemetry.RouteMeters;

/** What the pages say of the code is so. */
class ReferenceFactsTest {

    private static final String NONE = "–";

    private static final Pattern CODE_OF_THE_PAGE = Pattern.compile("`([A-Za-z_.-]+)`");

    /** The hub does not read the first, and the second is not to be used. */
    private static final Set<String> OF_TESTS_OR_JAVA = Set.of("HUB_TEST_FAUXQS", "JAVA_TOOL_OPTIONS");

    private static final String ARCHITECTURE = "docs/explanation/architecture.md";
    private static final String METRICS = "docs/reference/metrics.md";
    private static final String DEAD_LETTERS = "docs/reference/dead-letter-headers.md";

    @Test
    void namesEveryMetricWithItsLabels() {
        MeterRegistry registry = new SimpleMeterRegistry();
        RouteMeters meters = new RouteMeters(registry, "orders");
        meters.expect("kafka:orders");
        meters.watch(
                () -> {
                    throw new IllegalStateException("nobody asks how the route fares");
                },
                () -> Duration.ZERO);
        meters.lag(Optional.of(new SourceLag(1, 2)));
        new ConfigurationMeters(registry, new NoHub()).show();
        CamelRouteMeters ofCamel = new CamelRouteMeters(registry, "camel:orders", () -> {
            throw new IllegalStateException("nobody asks how the route fares");
        });

        assertThat(Page.of(METRICS).rows().keySet().stream().map(ReferenceFactsTest::sorted))
                .containsExactlyInAnyOrderElementsOf(registry.getMeters().stream()
                        .filter(meter -> meter.getId().syntheticAssociation() == null)
                        .map(ReferenceFactsTest::exposed)
                        .collect(Collectors.toSet()));
        ofCamel.close();
    }

    @Test
    void namesEveryOutcomeAndResultInTheMetrics() {
        Map<String, List<String>> rows = Page.of(METRICS).rows();

        assertThat(Outcome.values())
                .allSatisfy(outcome -> assertThat(rows.get("hub_events_total{route,outcome}"))
                        .first()
                        .asString()
                        .contains("`" + outcome + "`"));
        assertThat(Arrays.stream(SendError.Kind.values()).filter(SendError.Kind::isAnswer))
                .allSatisfy(kind -> assertThat(rows.get("hub_deliveries_total{route,target,result}"))
                        .first()
                        .asString()
                        .contains("`" + kind.name().toLowerCase(Locale.ROOT) + "`"));
    }

    @Test
    void hasARowForEveryBroker() {
        Map<String, List<String>> rows =
                Page.of("docs/reference/connectors/README.md").rows();

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

        assertThat(Page.of("docs/explanation/dependencies.md").rows())
                .containsOnlyKeys(dependencies)
                .allSatisfy((artifact, why) -> assertThat(why.get(0)).isNotBlank());
    }

    @Test
    void alertsOnMetricsThatThereAre() {
        Set<String> known = Page.of(METRICS).rows().keySet().stream()
                .map(metric -> metric.replaceAll("\\{.*", ""))
                .collect(Collectors.toSet());
        Set<String> used = Pattern.compile("\\bhub_[a-z_]+")
                .matcher(Page.of("docs/guides/monitoring.md").text())
                .results()
                .map(metric -> metric.group().replaceAll("_bucket$", ""))
                .collect(Collectors.toSet());

        assertThat(used).hasSizeGreaterThan(8).isSubsetOf(known);
    }

    @Test
    void namesEveryStateOfARoute() {
        assertThat(Page.of("docs/reference/api.md").section("States").rows())
                .containsOnlyKeys(words(RouteStatus.State.values()));
    }

    @Test
    void namesEveryPhaseOfARoute() throws ClassNotFoundException {
        assertThat(Page.of(ARCHITECTURE).section("The life of a route").rows())
                .containsOnlyKeys(names("routes.runtime.RouteLifecycle$Phase"));
    }

    @Test
    void namesEveryStateOfACircuitBreaker() throws ClassNotFoundException {
        assertThat(Page.of(ARCHITECTURE).section("The circuit breaker").rows())
                .containsOnlyKeys(names("routes.delivery.CircuitBreaker$State"));
    }

    /** Of the constants of an enum that only its package can see. */
    private static String[] names(String type) throws ClassNotFoundException {
        return words(Class.forName(type).getEnumConstants());
    }

    @Test
    void namesEveryVariableThatTheStartScriptReads() throws IOException {
        Set<String> read = Pattern.compile("\\$\\{((?:JAVA|HUB)_[A-Z_]+)")
                .matcher(Files.readString(Path.of("bin/caravanserai")))
                .results()
                .map(variable -> variable.group(1))
                .collect(Collectors.toSet());

        assertThat(read).hasSizeGreaterThan(2);
        assertThat(Page.of("docs/reference/settings.md")
                        .section("The start script")
                        .rows()
                        .keySet())
                .containsAll(read);
    }

    /** Wherever a variable or property is read or recommended: code, script, image, manifests, pages. */
    @Test
    void namesEverySettingThatIsReadOrRecommendedAnywhere() throws IOException {
        StringBuilder all = new StringBuilder(Sources.of("src/main/java").replace("HUB_FILE", ""));
        List<Path> others =
                new ArrayList<>(List.of(Path.of("bin/caravanserai"), Path.of("Dockerfile"), Path.of("README.md")));
        for (String folder : List.of("src/main/resources", "k8s", "docs")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                files.filter(file -> file.toString().matches(".*\\.(md|yaml|properties)"))
                        .filter(file -> !file.endsWith("settings.md"))
                        .forEach(others::add);
            }
        }
        for (Path file : others) {
            all.append(Files.readString(file)).append('\n');
        }
        Set<String> used = Pattern.compile(
                        "\\b(?:HUB|QUARKUS|JAVA)_[A-Z][A-Z_0-9]*\\b|(?<=name = \")hub\\.[a-z.]+(?=\")")
                .matcher(all)
                .results()
                .map(MatchResult::group)
                .filter(name -> !OF_TESTS_OR_JAVA.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> named = CODE_OF_THE_PAGE
                .matcher(Page.of("docs/reference/settings.md").text())
                .results()
                .map(code -> code.group(1))
                .collect(Collectors.toSet());

        assertThat(used).hasSizeGreaterThan(20).isSubsetOf(named);
    }

    @Test
    void namesEveryFormatOfTheLog() throws ClassNotFoundException {
        assertThat(Page.of("docs/guides/monitoring.md").section("Logs").rows())
                .containsOnlyKeys(names("routes.cli.LogFormat"));
    }

    @Test
    void namesEveryReasonOfADeadLetter() {
        assertThat(Page.of(DEAD_LETTERS).section("Reasons").rows()).containsOnlyKeys(words(DeadLetterReason.values()));
    }

    /** The facts have no place of their own in the code: they are looked for where they are written down. */
    @Test
    void namesEveryHeaderOfADeadLetter() throws IOException {
        String code = Sources.of("src/main/java/routes/delivery");
        Set<String> written = Pattern.compile("facts\\.put\\(\\s*\"([a-z0-9-]+)\"")
                .matcher(code)
                .results()
                .map(fact -> "hub-dead-letter-" + fact.group(1))
                .collect(Collectors.toSet());
        Set<String> named = Page.of(DEAD_LETTERS).rows().keySet().stream()
                .filter(name -> name.startsWith("hub-dead-letter-"))
                .collect(Collectors.toSet());

        assertThat(named).hasSizeGreaterThan(10).isEqualTo(written);
    }

    @Test
    void namesEveryOptionOfTheCommands() {
        Set<String> options = new CommandLine(new Main())
                .getSubcommands().values().stream()
                        .flatMap(command -> command.getCommandSpec().options().stream())
                        .map(CommandLine.Model.OptionSpec::longestName)
                        .collect(Collectors.toSet());

        assertThat(Page.of("docs/reference/cli.md").rows()).containsKeys(options.toArray(String[]::new));
        assertThat(Page.of("docs/reference/cli.md").rows().keySet().stream().filter(key -> key.startsWith("--")))
                .containsExactlyInAnyOrderElementsOf(options);
    }

    @Test
    void namesEveryFunctionOfJq() throws Exception {
        Set<String> known = new TreeSet<>();
        JqProgram.compile("builtins")
                .result(JqInput.ofBody(NullNode.instance))
                .forEach(signature -> known.add(signature.textValue().replaceAll("/.*", "")));
        String table = Page.of("docs/reference/jq.md").section("Functions").text();
        Set<String> named = Pattern.compile("`([a-zA-Z0-9_]+)`")
                .matcher(table)
                .results()
                .map(function -> function.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).hasSizeGreaterThan(80).isEqualTo(known);
        for (MatchResult format :
                Pattern.compile("`(@[a-z0-9]+)`").matcher(table).results().toList()) {
            JqProgram.compile(format.group(1));
        }
    }

    @Test
    void explainsEachWordOnceAndInTheirOrder() {
        List<String> words = Page.of("docs/glossary.md").headings(3);

        assertThat(words)
                .hasSizeGreaterThan(40)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo(Comparator.comparing(word -> word.toLowerCase(Locale.ROOT)));
    }

    @Test
    void explainsEveryPackage() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("src/main/java/routes"))) {
            Set<String> packages = folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .collect(Collectors.toSet());

            assertThat(Page.of(ARCHITECTURE).section("Packages").rows()).containsOnlyKeys(packages);
        }
    }

    /** The page shows the law to those who do not open the code. */
    @Test
    void drawsTheImportLawAsTheCodeDoes() throws IOException {
        String drawn = Files.readString(Path.of("src/main/java/routes/package-info.java"))
                .split("<pre>\\n")[2];
        String law = drawn.substring(0, drawn.indexOf(" * </pre>")).replaceAll("(?m)^ \\*  ", "");

        assertThat(Page.of(ARCHITECTURE).section("The import law").blocks("text"))
                .containsExactly(law);
    }

    private static String[] words(Object[] constants) {
        return Stream.of(constants).map(Object::toString).toArray(String[]::new);
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
