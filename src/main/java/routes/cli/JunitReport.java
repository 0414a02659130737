package routes.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import routes.compile.CompiledConfiguration;
import routes.model.Problem;

/**
 * Writes the results of the routes' own tests in the XML format of JUnit that build servers read: a suite for each route, a
 * case for each test. Problems of the configuration are reported as errors, in the suite of their route or in a separate
 * suite. Not thread-safe: used by one thread.
 */
final class JunitReport {

    /** The suite of problems that belong to no route. */
    private static final String ELSEWHERE = "HUB_HOME";

    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Clock clock;
    private final Map<String, List<Case>> suites = new LinkedHashMap<>();

    /** @param fault empty if the case passed */
    private record Case(String name, Duration took, Optional<Fault> fault) {

        boolean ended(String element) {
            return fault.filter(it -> it.element().equals(element)).isPresent();
        }
    }

    /** @param element {@code failure} for a failed test, {@code error} for a problem of the configuration */
    private record Fault(String element, String message, String text) {}

    JunitReport(Clock clock) {
        this.clock = clock;
    }

    /** @param ofRoutes the problems of each route, by its name; those that are not in {@code problems} are ignored */
    void problems(List<Problem> problems, Map<String, List<Problem>> ofRoutes) {
        Set<String> problemsOfRoutes = ofRoutes.values().stream()
                .flatMap(List::stream)
                .map(Problem::toString)
                .collect(Collectors.toSet());
        Set<String> all = problems.stream().map(Problem::toString).collect(Collectors.toSet());
        problems.stream()
                .filter(problem -> !problemsOfRoutes.contains(problem.toString()))
                .forEach(problem -> problem(ELSEWHERE, problem));
        ofRoutes.forEach((route, some) -> some.stream()
                .filter(problem -> all.contains(problem.toString()))
                .forEach(problem -> problem(route, problem)));
    }

    private void problem(String suite, Problem problem) {
        Fault fault = new Fault("error", problem.message(), problem.toString());
        suite(suite).add(new Case(problem.location().toString(), Duration.ZERO, Optional.of(fault)));
    }

    /** Adds a valid route, which may have no tests. */
    void route(String name) {
        suite(name);
    }

    void test(String route, CompiledConfiguration.Example example) {
        String all = example.test().location() + "\n" + String.join("\n", example.differences());
        Optional<Fault> fault =
                example.differences().stream().findFirst().map(first -> new Fault("failure", first, all));
        suite(route).add(new Case(example.test().name(), example.took(), fault));
    }

    private List<Case> suite(String name) {
        return suites.computeIfAbsent(name, key -> new ArrayList<>());
    }

    byte[] xml() {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, UTF_8.name());
            write(xml);
            xml.close();
            return out.toByteArray();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
    }

    private void write(XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartDocument(UTF_8.name(), "1.0");
        xml.writeStartElement("testsuites");
        int id = 0;
        for (Map.Entry<String, List<Case>> suite : suites.entrySet()) {
            write(xml, id++, suite.getKey(), suite.getValue());
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    /** Writes all elements that the strictest schema in use (that of Ant's JUnit task) requires, in its order. */
    private void write(XMLStreamWriter xml, int id, String name, List<Case> cases) throws XMLStreamException {
        xml.writeStartElement("testsuite");
        attribute(xml, "id", String.valueOf(id));
        attribute(xml, "package", "routes");
        attribute(xml, "name", name);
        attribute(xml, "timestamp", WHEN.format(clock.instant()));
        attribute(xml, "hostname", "localhost");
        attribute(xml, "tests", String.valueOf(cases.size()));
        attribute(xml, "failures", count(cases, "failure"));
        attribute(xml, "errors", count(cases, "error"));
        attribute(xml, "time", seconds(cases.stream().map(Case::took).reduce(Duration.ZERO, Duration::plus)));
        xml.writeEmptyElement("properties");
        for (Case one : cases) {
            write(xml, name, one);
        }
        xml.writeEmptyElement("system-out");
        xml.writeEmptyElement("system-err");
        xml.writeEndElement();
    }

    private static void write(XMLStreamWriter xml, String suite, Case one) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute(xml, "classname", suite);
        attribute(xml, "name", one.name());
        attribute(xml, "time", seconds(one.took()));
        if (one.fault().isPresent()) {
            Fault fault = one.fault().get();
            xml.writeStartElement(fault.element());
            attribute(xml, "type", fault.element());
            attribute(xml, "message", fault.message());
            xml.writeCharacters(printable(fault.text()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String count(List<Case> cases, String element) {
        return String.valueOf(cases.stream().filter(one -> one.ended(element)).count());
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.3f", took.toNanos() / 1e9);
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, printable(value));
    }

    /** Replaces characters that XML 1.0 cannot represent (section 2.2 of the specification) by Java's Unicode escapes. */
    private static String printable(String text) {
        return text.codePoints()
                .mapToObj(c -> isOfXml(c) ? Character.toString(c) : String.format("\\u%04x", c))
                .collect(Collectors.joining());
    }

    private static boolean isOfXml(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || c >= 0x20 && c <= 0xd7ff
                || c >= 0xe000 && c <= 0xfffd
                || c >= 0x10000;
    }
}
