package routes.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import routes.config.ConfigReader;
import routes.model.Problem;
import routes.testkit.TestHome;

/** What runs and is surely not meant is a warning with a name, and nothing else is. */
class LintsTest {

    private static final String HUB = """
            connections:
              kafka: { kafka: { brokers: "localhost:9092" } }
              rabbit: { rabbitmq: { addresses: "localhost:5672" } }
              aws: { aws: { region: eu-west-1 } }
            defaults: { deadLetter: { rabbitmq: { queue: dead } } }
            """;

    /** Uses what the others do not, so that only what is looked for is warned of. */
    private static final String OTHERS = """
            routes:
              zz-one: { from: { kafka: { topic: zz } }, to: { sqs: { queue: zz } } }
            """;

    @TempDir
    private Path home;

    @BeforeEach
    void writeHub() {
        write("hub.yaml", HUB);
        write("routes/zz.yaml", OTHERS);
    }

    private void write(String file, String text) {
        new TestHome(home).with(file, text);
    }

    private CompiledConfiguration compiled() {
        return CompiledConfiguration.of(new ConfigReader(name -> Optional.empty()).read(home));
    }

    private List<String> warnings() {
        List<Problem> problems = compiled().problems();
        assertThat(Problem.errors(problems)).isEmpty();
        return problems.stream().map(Problem::toString).toList();
    }

    @TestFactory
    Stream<DynamicTest> findPredicatesThatAreNotMeant() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/lints/predicates.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" ⇒ "))
                .map(parts -> dynamicTest(parts[0], () -> findsThePredicate(parts[0], parts[1])));
    }

    private void findsThePredicate(String predicate, String expected) {
        // given
        String written = predicate.startsWith("xpath: ")
                ? "{ xpath: '" + predicate.substring("xpath: ".length()) + "' }"
                : "'" + predicate.replace("'", "''") + "'";
        write("routes/orders.yaml", """
                routes:
                  orders:
                    from: { kafka: { topic: orders } }
                    steps:
                      - filter: %s
                    to: { rabbitmq: { queue: out } }
                """.formatted(written));
        // when
        List<String> warnings = warnings();
        // then
        if (expected.equals("nothing")) {
            assertThat(warnings).isEmpty();
            return;
        }
        String[] parts = expected.split(": ", 2);
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("routes/orders.yaml:5:")
                .contains("warning: ", parts[1])
                .endsWith("[" + parts[0] + "]");
        assertThat(compiled().resolvedRoutes()).containsKey("orders");
    }

    @Test
    void findConditionsInTransformsAndTemplates() {
        write("routes/orders.yaml", """
                routes:
                  orders:
                    from: { kafka: { topic: orders } }
                    steps:
                      - transform: { jq: 'if .type = "new" then 1 else 2 end' }
                      - headers: { set: { kind: '${if .a = 1 then "x" else "y" end}' } }
                    to: { rabbitmq: { exchange: out, routingKey: '${.id}' } }
                """);
        assertThat(warnings())
                .satisfiesExactly(
                        transform -> assertThat(transform).contains(":5:", "the condition of 'if'"),
                        header -> assertThat(header).contains(":6:", "the condition of 'if'"));
    }

    @TestFactory
    Stream<DynamicTest> findBranchesThatAreNeverTaken() {
        return Stream.of(
                        ".a == 1 | .a == 1 | all of its events",
                        ".a == 1 |  .a  ==  1  | all of its events",
                        "true | .a == 1 | every event",
                        ".total > 100 | .total > 1000 | all of its events",
                        ".total > 100 | 1000 < .total | all of its events",
                        ".total >= 100 | .total > 100 | all of its events",
                        ".total >= 100 | .total == 100 | all of its events",
                        ".a != 1 | .a == 2 | all of its events",
                        ".a == 1 | .a == 1 and .b == 2 | all of its events",
                        ".a == 1 or .b == 2 | .b == 2 | all of its events",
                        ".name | test(\"a\") ; .name | test(\"a\") ; all of its events",
                        ".total > 1000 | .total > 100 | ",
                        ".total > 100 | .total >= 100 | ",
                        ".total < 100 | .total > 1000 | ",
                        ".a == 1 | .b == 1 | ",
                        ".a == 1 | .a == \"1\" | ",
                        ".a == 1 and .b == 2 | .a == 1 | ")
                .map(line -> line.contains(" ; ") ? line.split(" ; ") : line.split(" \\| ", 3))
                .map(parts -> dynamicTest(
                        parts[0] + " before " + parts[1], () -> findsTheBranch(parts[0], parts[1], parts[2].strip())));
    }

    private void findsTheBranch(String first, String second, String expected) {
        write("routes/orders.yaml", """
                routes:
                  orders:
                    from: { kafka: { topic: orders } }
                    choose:
                      - { when: '%s', to: { rabbitmq: { queue: a } } }
                      - { when: '%s', to: { rabbitmq: { queue: b } } }
                    otherwise: drop
                """.formatted(first, second));
        List<String> found =
                warnings().stream().filter(it -> it.contains("unreachable")).toList();
        if (expected.isEmpty()) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).singleElement().asString().contains("orders.yaml:6:", "choose[0]", expected);
        }
    }

    @Test
    void findRoutesThatShareASourceAcrossFilesAndTemplates() {
        // given
        write("routes/a.yaml", """
                routes:
                  a: { from: { rabbitmq: { queue: orders } }, to: { sqs: { queue: out } } }
                  b: { from: { sqs: { queue: q } }, to: { sqs: { queue: out } } }
                  c: { from: { kafka: { topic: t, group: g } }, to: { sqs: { queue: out } } }
                  d: { from: { kafka: { topic: t } }, to: { sqs: { queue: out } } }
                """);
        write("routes/b.yaml", """
                templates:
                  copy:
                    parameters: { queue: { description: A queue. } }
                    from: { rabbitmq: { queue: "{{queue}}" } }
                    to: { sqs: { queue: out } }
                routes:
                  e: { template: copy, with: { queue: orders } }
                  f: { from: { sqs: { queue: q, visibility: 90s } }, to: { sqs: { queue: out } } }
                  g: { from: { kafka: { topic: t, group: d } }, to: { sqs: { queue: out } } }
                  h: { from: { kafka: { topic: t, group: h } }, to: { sqs: { queue: out } } }
                """);
        // when
        List<String> warnings = warnings();
        // then
        assertThat(warnings)
                .allMatch(it -> it.endsWith("[shared-source]"))
                .extracting(it -> it.replaceAll("(?s).*warning: (.*), too: .*", "$1"))
                .containsExactly(
                        "the queue 'orders' is the source of the route 'e'",
                        "the queue 'q' is the source of the route 'f'",
                        "the topic 't' in the consumer group 'd' is the source of the route 'g'",
                        "the queue 'orders' is the source of the route 'a'",
                        "the queue 'q' is the source of the route 'b'",
                        "the topic 't' in the consumer group 'd' is the source of the route 'd'");
    }

    @Test
    void findEventsThatGoRound() {
        write("routes/a.yaml", """
                routes:
                  alone:
                    from: { kafka: { topic: a } }
                    steps: [{ filter: .a == 1 }]
                    to: { kafka: { topic: a } }
                  there: { from: { kafka: { topic: b } }, to: { rabbitmq: { queue: c } } }
                  back: { from: { rabbitmq: { queue: c } }, to: { kafka: { topic: b } } }
                  into: { from: { kafka: { topic: d } }, to: { kafka: { topic: b } } }
                """);
        assertThat(warnings())
                .extracting(it -> it.replaceAll("(?s).*warning: (.*)", "$1"))
                .containsExactly(
                        "events go round: 'alone' → 'alone'; make sure that each of them leaves in the end [loop]",
                        "events go round: 'there' → 'back' → 'there'; make sure that each of them leaves in the end"
                                + " [loop]",
                        "events go round: 'back' → 'there' → 'back'; make sure that each of them leaves in the end"
                                + " [loop]");
    }

    @Test
    void findVariablesOutsideOfTemplates() {
        write("routes/a.yaml", """
                templates:
                  copy:
                    parameters: { queue: { description: A queue. } }
                    from: { rabbitmq: { queue: "{{queue}}" } }
                    to: { rabbitmq: { queue: "{{{{literal}}" } }
                routes:
                  plain:
                    description: Not {{this}}.
                    from: { rabbitmq: { queue: "in-{{.a}}" } }
                    steps:
                      - headers: { set: { kind: "{{ .kind }}", "x-{{name}}": a } }
                      - transform: { jq: '{ text: "{{.mustache}}" }' }
                    to: { rabbitmq: { exchange: out, routingKey: "orders.{{.id}}", key: "{{$key}}" } }
                  used: { template: copy, with: { queue: "q-{{.b}}" } }
                """);
        assertThat(warnings())
                .allMatch(it -> it.endsWith("[variable-outside-template]"))
                .extracting(it -> it.replaceAll("(?s)routes/a.yaml:(\\d+):.*warning: (.*?):? for a value.*", "$1 $2"))
                .containsExactly(
                        "9 {{.a}} is sent as it is written: write ${.a}",
                        "11 {{.kind}} is sent as it is written: write ${.kind}",
                        "11 {{name}} is sent as it is written: write ${.name}",
                        "13 {{.id}} is sent as it is written: write ${.id}",
                        "13 {{$key}} is sent as it is written: write ${$key}",
                        "14 {{.b}} is sent as it is written: write ${.b}");
    }

    @Test
    void findFilesThatNoRouteUses() {
        write("schemas/order.json", "{\"$ref\": \"part.json\"}");
        write("schemas/part.json", "{}");
        write("schemas/old.json", "{}");
        write("schemas/README.md", "");
        write("routes/a.yaml", """
                routes:
                  a:
                    from: { kafka: { topic: a } }
                    steps: [{ validate: { jsonSchema: schemas/order.json } }]
                    to: { rabbitmq: { queue: out } }
                """);
        assertThat(warnings())
                .containsExactly("schemas/old.json: warning: no route uses this file: remove it [unused-file]");
    }

    @Test
    void keepSilentAboutWhatARouteAllows() {
        // given
        write("routes/a.yaml", """
                routes:
                  a:
                    from: { rabbitmq: { queue: "q-{{.a}}" } }
                    steps: [{ filter: "true" }]
                    choose:
                      - { when: .a > 1, to: { rabbitmq: { queue: "q-{{.a}}" } } }
                      - { when: .a > 2, to: { rabbitmq: { queue: other } } }
                    otherwise: drop
                    allow: [variable-outside-template, constant-predicate, unreachable-branch, loop, shared-source]
                  b:
                    from: { rabbitmq: { queue: "q-{{.a}}" } }
                    steps: [{ filter: '"x"' }, { filter: '.content-type == "a"' }]
                    to: { rabbitmq: { queue: other } }
                    allow: [variable-outside-template, predicate-not-boolean, shared-source, hyphenated-field]
                """);
        // when
        CompiledConfiguration compiled = compiled();
        // then
        assertThat(compiled.problems()).isEmpty();
        assertThat(compiled.resolvedRoutes().get("a").spec().allow()).isEmpty();
    }

    @Test
    void stayTrueWhereTheirRouteMovesToAnotherLine() {
        // given
        write(
                "routes/a.yaml",
                "routes:\n  a: { from: { kafka: { topic: a } }, steps: [{ filter: 'true' }],"
                        + " to: { rabbitmq: { queue: o } } }\n");
        CompiledConfiguration before = compiled();
        // when
        write(
                "routes/a.yaml",
                "# moved\n\nroutes:\n  a: { from: { kafka: { topic: a } }, steps: [{ filter: 'true' }],"
                        + " to: { rabbitmq: { queue: o } } }\n");
        CompiledConfiguration after =
                CompiledConfiguration.of(new ConfigReader(name -> Optional.empty()).read(home), before);
        // then
        assertThat(before.problems()).singleElement().asString().startsWith("routes/a.yaml:2:");
        assertThat(after.problems()).singleElement().asString().startsWith("routes/a.yaml:4:");
        assertThat(after.resolvedRoutes()).isEqualTo(before.resolvedRoutes());
    }
}
