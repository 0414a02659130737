package routes.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import picocli.CommandLine;
import routes.camel.CamelSwitch;
import routes.cli.Main;
import routes.compile.CompiledConfiguration;
import routes.config.ReadResult;
import routes.config.schema.FormatSchema;
import routes.model.RouteSpec;
import routes.pipeline.Pipeline;
import routes.pipeline.RouteTestRunner;

/** What all pages have in common: their blocks are sound, and their links lead somewhere. */
class PagesTest {

    private static final String PROGRAM = "bin/caravanserai";
    private static final Pattern EXECUTION = Pattern.compile("exec:exec@(\\w+)");
    private static final Pattern PATH = Pattern.compile("(?<![\\w./-])(?:src|k8s|docs|benchmark|bin)/[\\w./-]+");
    private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z0-9]+[A-Z]\\w*)");
    private static final int LONGEST_README = 150;

    private final List<Page> pages = Page.all();

    /** Those with blocks: the forms for issues have some to be filled in. */
    private List<Page> read() {
        return pages.stream().filter(page -> !page.file().startsWith(".github")).toList();
    }

    @Test
    void showRoutesThatAreSoundAndPassTheirTests(@TempDir Path folder) throws IOException {
        Set<String> routes = new TreeSet<>();
        for (Page page : read()) {
            new DocumentedHome(folder.resolve(page.toString()), page).eachState((reading, isEnd) -> {
                CompiledConfiguration compiled = CompiledConfiguration.of(reading);
                assertThat(compiled.problems()).as(page.toString()).isEmpty();
                assertThat(compiled.specs()).allSatisfy((name, spec) -> {
                    routes.add(page + " " + name);
                    boolean decides = !spec.steps().isEmpty() || spec.choose().isPresent();
                    assertThat(isEnd && decides && spec.tests().isEmpty())
                            .as("%s: the route %s has steps or branches, and no tests", page, name)
                            .isFalse();
                    assertThat(differences(spec, compiled.pipelines().get(name)))
                            .as("%s: %s", page, name)
                            .isEmpty();
                });
                assertThat(CamelSwitch.ON.problems(reading.camel()))
                        .as(page.toString())
                        .isEmpty();
            });
        }

        assertThat(routes).contains("README.md orders-to-fulfilment").hasSizeGreaterThan(8);
    }

    @Test
    void showsAPlainCamelRoute(@TempDir Path folder) throws IOException {
        List<ReadResult> readings = new ArrayList<>();
        Page page = Page.of("docs/guides/plain-camel-routes.md");
        new DocumentedHome(folder, page).eachState((reading, isEnd) -> readings.add(reading));

        assertThat(readings)
                .singleElement()
                .satisfies(reading -> assertThat(reading.camel().texts()).hasSize(1));
    }

    @Test
    void showHowToEncryptAndToLogIn(@TempDir Path folder) throws IOException {
        Page page = Page.of("docs/guides/secure-brokers.md");

        assertThat(page.blocks("yaml").get(0)).contains("tls:", "sasl:", "certificate:");
        new DocumentedHome(folder, page)
                .eachState((reading, isEnd) -> assertThat(reading.problems()).isEmpty());
    }

    @Test
    void showFilesThatFitTheSchemaForEditors() throws IOException {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(new FormatSchema().json());
        List<String> ofTheHub = new ArrayList<>();
        for (Page page : read()) {
            DocumentedHome.blocks(page).stream()
                    .filter(DocumentedHome.NamedBlock::isOfTheHub)
                    .filter(block -> !block.name().orElseThrow().startsWith("camel/"))
                    .forEach(block -> ofTheHub.add(block.text()));
        }

        assertThat(ofTheHub).hasSizeGreaterThan(8).allSatisfy(block -> {
            Object yaml = new Load(LoadSettings.builder().build()).loadFromString(block);
            assertThat(schema.validate(new ObjectMapper().valueToTree(yaml))).isEmpty();
        });
    }

    @Test
    void showCommandsThatAShellCanParse() throws Exception {
        for (Page page : read()) {
            for (String block : page.blocks("sh")) {
                Process shell = new ProcessBuilder("bash", "-n")
                        .redirectErrorStream(true)
                        .start();
                shell.getOutputStream().write(block.getBytes(StandardCharsets.UTF_8));
                shell.getOutputStream().close();
                String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

                assertThat(shell.waitFor()).as("%s: %s", page, said).isZero();
            }
        }
    }

    @Test
    void showCommandsOfTheHubAsTheyAreWritten() {
        List<String> shown = new ArrayList<>();
        for (Page page : read()) {
            commands(page).filter(line -> line.startsWith(PROGRAM)).forEach(line -> {
                shown.add(line);
                String[] arguments = arguments(line);
                assertThat(arguments.length == 0
                                || new CommandLine(new Main())
                                        .parseArgs(arguments)
                                        .hasSubcommand())
                        .as("%s: %s", page, line)
                        .isTrue();
            });
        }

        assertThat(shown).hasSizeGreaterThan(8);
    }

    @Test
    void showEveryCommandOfTheHub() {
        Set<String> shown = commands(Page.of("docs/reference/cli.md"))
                .map(PagesTest::arguments)
                .filter(arguments -> arguments.length > 0)
                .map(arguments -> arguments[0])
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(shown)
                .isEqualTo(new TreeSet<>(
                        new CommandLine(new Main()).getSubcommands().keySet()));
    }

    /** The lines of the shell blocks, one that goes on in the next as one. */
    private static Stream<String> commands(Page page) {
        return page.blocks("sh").stream()
                .flatMap(block -> block.replaceAll("\\\\\\n\\s*", " ").lines());
    }

    private static String[] arguments(String line) {
        return Stream.of(line.substring(PROGRAM.length()).replaceAll("#.*", "").split(" "))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new);
    }

    @Test
    void nameExecutionsOfMavenThatThePomHas() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));

        assertThat(read().stream()
                        .flatMap(page -> EXECUTION.matcher(page.text()).results()))
                .isNotEmpty()
                .allSatisfy(execution -> assertThat(pom).contains("<id>" + execution.group(1) + "</id>"));
    }

    @Test
    void nameFilesOfTheProjectThatThereAre() {
        List<String> missing = new ArrayList<>();
        for (Page page : read()) {
            String named = String.join("\n", page.blocks("sh"))
                    + Pattern.compile("`[^`\n]+`")
                            .matcher(page.text())
                            .results()
                            .map(MatchResult::group)
                            .collect(Collectors.joining("\n"));
            PATH.matcher(named)
                    .results()
                    .map(path -> path.group().replaceAll("[./]+$", ""))
                    .filter(path -> !path.contains("KIND") && !path.contains("NAME"))
                    .filter(path -> !Files.exists(Path.of(path)))
                    .forEach(path -> missing.add(page + ": " + path));
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void nameClassesThatThereAre() throws IOException {
        Set<String> classes;
        try (Stream<Path> sources = Files.walk(Path.of("src"))) {
            classes = sources.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".java"))
                    .map(file -> file.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
        Set<String> named = new TreeSet<>();
        read().stream()
                .filter(page -> page.toString().matches("CONTRIBUTING.md|docs/(?:contributing|explanation)/.*"))
                .forEach(page -> CLASS.matcher(page.text()).results().forEach(type -> named.add(type.group(1))));

        assertThat(named).hasSizeGreaterThan(20).isSubsetOf(classes);
    }

    @Test
    void haveLinksThatLeadSomewhere() {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Page page : pages) {
            for (String link : page.links()) {
                links++;
                String[] parts = link.split("#", 2);
                Path target = parts[0].isEmpty()
                        ? page.file()
                        : Path.of("")
                                .resolve(page.file())
                                .resolveSibling(parts[0])
                                .normalize();
                boolean leads = Files.exists(target)
                        && (parts.length == 1 || Page.read(target).anchors().contains(parts[1]));
                if (!leads) {
                    broken.add(page + ": " + link);
                }
            }
        }

        assertThat(broken).isEmpty();
        assertThat(links).isGreaterThan(100);
    }

    @Test
    void areAllReachedFromTheReadme() {
        Set<Path> reached = new TreeSet<>();
        List<Path> next = new ArrayList<>(List.of(Path.of("README.md")));
        while (!next.isEmpty()) {
            Path file = next.remove(0);
            if (file.toString().endsWith(".md") && Files.exists(file) && reached.add(file)) {
                Page.read(file).links().stream()
                        .map(link -> link.split("#", 2)[0])
                        .filter(link -> !link.isEmpty())
                        .forEach(link -> next.add(file.resolveSibling(link).normalize()));
            }
        }

        assertThat(read())
                .extracting(Page::file)
                .allSatisfy(file -> assertThat(reached).contains(file));
    }

    @Test
    void havePicturesThatAreWellFormedAndForDarkPagesToo() throws Exception {
        try (Stream<Path> pictures = Files.list(Path.of("docs/images"))) {
            for (Path picture : pictures.toList()) {
                DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(picture.toFile());

                assertThat(Files.readString(picture))
                        .as(picture.toString())
                        .contains("prefers-color-scheme: dark", "<title", "<desc");
            }
        }
    }

    @Test
    void beginWithAReadmeThatIsShort() {
        Page readme = Page.of("README.md");

        assertThat(readme.lines()).isLessThanOrEqualTo(LONGEST_README);
        assertThat(readme.section("Run").blocks("sh")).containsExactly("mvn -q -DskipTests package exec:exec@sample\n");
        assertThat(readme.section("Test").blocks("sh")).containsExactly("mvn -B -ntp verify\n");
    }

    private static List<String> differences(RouteSpec spec, Pipeline pipeline) {
        RouteTestRunner examples = new RouteTestRunner(spec, pipeline);
        return spec.tests().stream()
                .flatMap(test -> examples.differences(test).stream())
                .toList();
    }
}
