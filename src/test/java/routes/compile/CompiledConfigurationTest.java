package routes.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.config.ConfigReader;
import routes.model.Problem;
import routes.pipeline.RouteTestRunner;

class CompiledConfigurationTest {

    private static final String HUB = """
            connections: { kafka: { kafka: { brokers: "localhost:9092" } } }
            defaults: { deadLetter: { kafka: { topic: dead } } }
            """;

    @TempDir
    private Path home;

    @BeforeEach
    void writeHub() throws Exception {
        write("hub.yaml", HUB);
    }

    @Test
    void reportsBrokenFilesAndExpressionsTogetherWithEverythingElse() throws Exception {
        // given
        write("schemas/order.json", "{oops");
        write("schemas/order.xsd", "<oops");
        write("transforms/order.xsl", "<oops");
        write("routes/orders.yaml", """
                routes:
                  orders:
                    from: { kafka: { topic: orders, grupo: g } }
                    steps:
                      - validate: { jsonSchema: schemas/order.json }
                      - validate: { xsd: schemas/order.xsd }
                      - transform: { xslt: transforms/order.xsl }
                      - validate: { jsonSchema: schemas/missing.json }
                      - filter: ".a =="
                    choose:
                      - { when: ".b ==", to: { kafka: { topic: "a b" } } }
                      - { when: .c, to: { kafka: { topic: big, key: "${.d ==}" } } }
                """);
        // when
        CompiledConfiguration compiled = compiled();
        // then
        assertThat(lines(compiled.problems())).containsExactly(3, 5, 6, 7, 8, 9, 11, 11, 12);
        assertThat(compiled.broken()).containsOnlyKeys("orders");
        assertThat(lines(compiled.broken().get("orders"))).containsExactly(3, 5, 6, 7, 8, 9, 11, 11, 12);
        assertThat(compiled.specs()).isEmpty();
    }

    @Test
    void reportsBrokenFilesEvenWhereTheHubFileIsBroken() throws Exception {
        write("hub.yaml", HUB + "oops: 1\n");
        write("schemas/order.json", "{oops");
        write("routes/orders.yaml", """
                routes:
                  orders:
                    from: { kafka: { topic: orders } }
                    steps: [{ validate: { jsonSchema: schemas/order.json } }]
                    to: { kafka: { topic: out } }
                """);
        assertThat(compiled().problems())
                .extracting(problem -> problem.location().file())
                .containsExactly("hub.yaml", "routes/orders.yaml");
    }

    @Test
    void runsWhatIsSoundBesideARouteWhoseSchemaIsBroken() throws Exception {
        write("schemas/order.json", "{oops");
        write("routes/orders.yaml", """
                routes:
                  sound:
                    from: { kafka: { topic: orders } }
                    to: { kafka: { topic: out } }
                  broken:
                    from: { kafka: { topic: orders } }
                    steps: [{ validate: { jsonSchema: schemas/order.json } }]
                    to: { kafka: { topic: out } }
                """);
        CompiledConfiguration compiled = compiled();
        assertThat(compiled.specs()).containsOnlyKeys("sound");
        assertThat(compiled.pipelines()).containsOnlyKeys("sound");
        assertThat(compiled.broken()).containsOnlyKeys("broken");
        assertThat(compiled.problems()).hasSize(1);
    }

    @Test
    void reportsAnExpressionWhereItIsWrittenAndWhichTemplateAndRouteItMeets() throws Exception {
        // given
        write("routes/a.yaml", """
                templates:
                  mirror:
                    parameters: { keep: { description: What to keep. }, to: { description: Where to. } }
                    from: { kafka: { topic: orders } }
                    steps:
                      - filter: "{{keep}}"
                      - transform: { jq: "{" }
                    to: { kafka: { topic: "{{to}}" } }
                """);
        write("routes/b.yaml", """
                routes:
                  one: { template: mirror, with: { keep: .a ==, to: a } }
                  two: { template: mirror, with: { keep: .a, to: b } }
                """);
        // when
        CompiledConfiguration compiled = compiled();
        // then
        assertThat(compiled.broken()).containsOnlyKeys("one", "two");
        assertThat(compiled.problems())
                .extracting(Problem::toString)
                .satisfiesExactly(
                        inTemplate -> assertThat(inTemplate)
                                .startsWith("routes/a.yaml:7:26: templates.mirror.steps[1].transform.jq: not a jq")
                                .endsWith(" (route 'one', routes/b.yaml:2:3)"),
                        inRoute -> assertThat(inRoute)
                                .startsWith("routes/b.yaml:2:42: routes.one.with.keep: not a jq expression")
                                .endsWith(" (template 'mirror', routes/a.yaml:6:17)"));
    }

    @Test
    void runsTheTestsOfATemplateForEachOfItsRoutes() throws Exception {
        // given
        write("routes/a.yaml", """
                templates:
                  mirror:
                    parameters: { field: { description: What to keep. } }
                    from: { kafka: { topic: orders } }
                    steps: [ { transform: { jq: "{{field}}" } } ]
                    to: { kafka: { topic: out } }
                    tests:
                      - { name: keeps a, given: { body: { a: 1, b: 2 } }, expect: { to: kafka:out, body: 1 } }
                routes:
                  one: { template: mirror, with: { field: .a } }
                  two: { template: mirror, with: { field: .b } }
                """);
        // when
        CompiledConfiguration compiled = compiled();
        // then
        assertThat(differences(compiled, "one")).isEmpty();
        assertThat(differences(compiled, "two")).hasSize(1);
    }

    @Test
    void compilesAnewOnlyWhatHasChanged() throws Exception {
        // given
        write("routes/a.yaml", copied("a", "b"));
        write("routes/c.yaml", copied("c", "d"));
        CompiledConfiguration first = compiled();
        // when
        write("routes/c.yaml", copied("c", "e"));
        write("routes/a.yaml", "# further down\n" + copied("a", "b"));
        CompiledConfiguration then = compiled(first);
        // then
        assertThat(then.pipelines().get("a")).isSameAs(first.pipelines().get("a"));
        assertThat(then.resolvedRoutes().get("a"))
                .isEqualTo(first.resolvedRoutes().get("a"));
        assertThat(then.examples()).containsOnlyKeys("a", "c");
        assertThat(then.pipelines().get("c")).isNotSameAs(first.pipelines().get("c"));
    }

    @Test
    void compilesEverythingAnewWhereASchemaOrStylesheetHasChanged() throws Exception {
        // given
        write("schemas/order.json", "{}");
        write("routes/a.yaml", copied("a", "b"));
        CompiledConfiguration first = compiled();
        for (String[] change : new String[][] {{"schemas/order.json", "true"}, {"transforms/new.xsl", "<new/>"}}) {
            // when
            write(change[0], change[1]);
            CompiledConfiguration then = compiled(first);
            // then
            assertThat(then.pipelines().get("a")).isNotSameAs(first.pipelines().get("a"));
            first = then;
        }
    }

    @Test
    void triesTheTestsOfARouteAnewWhereOneHasChangedOrFailedBefore() throws Exception {
        // given
        String test =
                "    tests: [{ name: t, given: { body: { %s } }, expect: { to: kafka:b, raw: '{\"a\":1,\"b\":2}' } }]\n";
        write("routes/a.yaml", copied("a", "b") + test.formatted("a: 1, b: 2"));
        CompiledConfiguration first = compiled();
        assertThat(first.resolvedRoutes()).containsOnlyKeys("a");
        for (String body : List.of("a: 1, b: 3", "b: 2, a: 1")) {
            // when
            write("routes/a.yaml", copied("a", "b") + test.formatted(body));
            CompiledConfiguration then = compiled(first);
            // then
            assertThat(then.broken().get("a")).singleElement().asString().contains("the route's own test 't' fails");
            assertThat(compiled(then).broken()).containsOnlyKeys("a");
        }
    }

    private static String copied(String route, String to) {
        return "routes:\n  " + route + ":\n    from: { kafka: { topic: in } }\n    to: { kafka: { topic: " + to
                + " } }\n";
    }

    private static List<String> differences(CompiledConfiguration compiled, String route) {
        RouteTestRunner examples = new RouteTestRunner(
                compiled.specs().get(route), compiled.pipelines().get(route));
        return compiled.specs().get(route).tests().stream()
                .flatMap(test -> examples.differences(test).stream())
                .toList();
    }

    private CompiledConfiguration compiled() {
        return CompiledConfiguration.of(new ConfigReader(name -> Optional.empty()).read(home));
    }

    private CompiledConfiguration compiled(CompiledConfiguration before) {
        return CompiledConfiguration.of(new ConfigReader(name -> Optional.empty()).read(home), before);
    }

    private static List<Integer> lines(List<Problem> problems) {
        return problems.stream().map(problem -> problem.location().line()).toList();
    }

    private void write(String path, String text) throws Exception {
        Files.createDirectories(home.resolve(path).getParent());
        Files.writeString(home.resolve(path), text);
    }
}
