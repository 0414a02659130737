package routes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import picocli.CommandLine;
import routes.compile.CompiledConfiguration;
import routes.config.ConfigReader;
import routes.model.RouteTest;
import routes.model.SourceLocation;

class JunitReportTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-02-03T12:00:00.789Z"), ZoneOffset.UTC);

    private final JunitReport report = new JunitReport(NOON);

    @TempDir
    private Path folder;

    @Test
    void hasASuiteForEachRouteAndACaseForEachTest() throws Exception {
        // given
        report.test("orders", example("passes", List.of(), Duration.ofMillis(12)));
        report.test("orders", example("fails", List.of("expected 'a'", "expected 'b'"), Duration.ofMillis(30)));
        report.route("untested");
        // when
        Document xml = read();
        // then
        assertThat(elements(xml, "testsuite"))
                .extracting(suite -> suite.getAttribute("name"), suite -> suite.getAttribute("tests"))
                .containsExactly(tuple("orders", "2"), tuple("untested", "0"));
        Element orders = elements(xml, "testsuite").get(0);
        assertThat(Stream.of("id", "timestamp", "failures", "errors", "time").map(orders::getAttribute))
                .containsExactly("0", "2026-02-03T12:00:00", "1", "0", "0.042");
        assertThat(elements(xml, "testcase"))
                .extracting(one -> one.getAttribute("classname"), one -> one.getAttribute("name"))
                .containsExactly(tuple("orders", "passes"), tuple("orders", "fails"));
        Element failure = elements(xml, "failure").get(0);
        assertThat(failure.getAttribute("message")).isEqualTo("expected 'a'");
        assertThat(failure.getTextContent())
                .isEqualTo("routes/orders.yaml:7:9: routes.orders.tests[0]\nexpected 'a'\nexpected 'b'");
    }

    @Test
    void hasAnErrorForEachProblem() throws Exception {
        // given
        Files.createDirectories(folder.resolve("routes"));
        Files.writeString(folder.resolve("hub.yaml"), """
                connections:
                  kafka: { kafka: { brokers: "localhost:9092" } }
                defaults: { deadLetter: { kafka: { topic: dead } } }
                """);
        Files.writeString(folder.resolve("routes/orders.yaml"), """
                routes:
                  broken:
                    from: { kafka: { topic: "a b" } }
                    to: { kafka: { topic: out } }
                """);
        Files.writeString(folder.resolve("routes/unreadable.yaml"), "routes: [");
        // when
        CompiledConfiguration home = CompiledConfiguration.of(new ConfigReader(name -> Optional.empty()).read(folder));
        report.problems(home.problems(), home.broken());
        // then
        Document xml = read();
        assertThat(elements(xml, "testsuite"))
                .extracting(suite -> suite.getAttribute("name"), suite -> suite.getAttribute("errors"))
                .containsExactly(tuple("HUB_HOME", "1"), tuple("broken", "1"));
        assertThat(elements(xml, "testcase"))
                .extracting(one -> one.getAttribute("name"))
                .containsExactly(
                        "routes/unreadable.yaml:1:10", "routes/orders.yaml:3:29: routes.broken.from.kafka.topic");
        assertThat(elements(xml, "error"))
                .extracting(error -> error.getAttribute("message"))
                .satisfiesExactly(
                        file -> assertThat(file).startsWith("this is not YAML"),
                        topic -> assertThat(topic).startsWith("'a b' is not a valid topic name"));
    }

    @Test
    void spellsOutWhatXmlCannotHold() throws Exception {
        // given
        StringBuilder all = new StringBuilder();
        IntStream.rangeClosed(0, 0xffff).forEach(c -> all.append((char) c).append(' '));
        String name = "<&>\"' \0 \u001b \ud800 \uffff 😀";
        report.test("orders", example(name, List.of(name, all.toString()), Duration.ZERO));
        // when
        Document xml = read();
        // then
        assertThat(elements(xml, "testcase").get(0).getAttribute("name"))
                .isEqualTo("<&>\"' \\u0000 \\u001b \\ud800 \\uffff 😀");
        assertThat(elements(xml, "failure").get(0).getTextContent())
                .contains("\\u0000 \\u0001 ", "\\ud800 \\ud801 ", "\ue000 \ue001 ", "\ufffd \\ufffe \\uffff ");
    }

    @Test
    void isWrittenToTheFileThatTheCommandNames() throws Exception {
        Path file = folder.resolve("reports/routes.xml");

        assertThat(tested(file)).isZero();
        Document xml = parsed(Files.readAllBytes(file));
        assertThat(elements(xml, "testcase")).hasSize(8);
        assertThat(elements(xml, "testsuite"))
                .extracting(suite -> suite.getAttribute("name"))
                .containsExactly("orders", "standard-to-warehouse", "vip-billing");
        assertThat(tested(folder)).isEqualTo(CommandLine.ExitCode.USAGE);
    }

    private static int tested(Path report) {
        PrintWriter said = new PrintWriter(new StringWriter());
        return new CommandLine(new Main())
                .setOut(said)
                .setErr(said)
                .execute("test", "--junit", report.toString(), "src/test/resources/sample/hub");
    }

    private static CompiledConfiguration.Example example(String name, List<String> differences, Duration took) {
        RouteTest test = new RouteTest(
                name,
                new RouteTest.Given(Optional.empty(), Optional.of(""), Optional.empty(), Optional.empty(), Map.of()),
                new RouteTest.Expect(
                        Optional.empty(),
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Optional.empty()),
                new SourceLocation("routes/orders.yaml", 7, 9, "routes.orders.tests[0]"));
        return new CompiledConfiguration.Example(test, differences, took);
    }

    private Document read() throws Exception {
        return parsed(report.xml());
    }

    private static Document parsed(byte[] xml) throws Exception {
        SchemaFactory.newDefaultInstance()
                .newSchema(Path.of("src/test/resources/junit/report.xsd").toFile())
                .newValidator()
                .validate(new StreamSource(new ByteArrayInputStream(xml)));
        return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(new ByteArrayInputStream(xml));
    }

    private static List<Element> elements(Document xml, String name) {
        NodeList found = xml.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }
}
