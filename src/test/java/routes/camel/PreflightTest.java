package routes.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreflightTest {

    private static Preflight of(String text) {
        return Preflight.of("camel/orders.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> problems(String text) {
        return of(text).problems().stream().map(Object::toString).toList();
    }

    @Test
    void knowsEveryRouteOfASoundFile() {
        Preflight found = of("""
                - route:
                    id: first
                    description: The first one.
                    from:
                      uri: timer:first
                      steps:
                        - to: direct:second
                - from:
                    uri: direct:second
                    steps:
                      - log: "${body}"
                """);

        assertThat(found.problems()).isEmpty();
        assertThat(found.routes().keySet()).containsExactly("first", "orders-route1");
        assertThat(found.routes().get("first").description()).isEqualTo("The first one.");
    }

    @Test
    void startsNothing(@TempDir Path folder) throws Exception {
        // given
        Path waiting = Files.writeString(folder.resolve("waiting"), "text");
        RUNS.set(0);
        // when
        Preflight found = of("""
                - beans:
                    - name: runs
                      type: "%s"
                - from:
                    uri: timer:now?delay=0
                    steps:
                      - bean: { ref: runs, method: run }
                - from:
                    uri: file:%s
                    steps:
                      - bean: { ref: runs, method: run }
                """.formatted(Runs.class.getName(), folder));
        // then
        assertThat(found.problems()).isEmpty();
        assertThat(waiting).exists();
        assertThat(RUNS).hasValue(0);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("Camel (orders)"));
    }

    private static final AtomicInteger RUNS = new AtomicInteger();

    /** A bean. */
    public static final class Runs {
        public void run() {
            RUNS.incrementAndGet();
        }
    }

    @Test
    void saysWhereTheYamlIsWrong() {
        assertThat(problems("- from:\n    uri: timer:a\n    steps: [\n"))
                .singleElement()
                .asString()
                .startsWith("camel/orders.yaml:4:1: ");
    }

    @Test
    void saysWhereAWordIsThatCamelDoesNotKnow() {
        assertThat(problems("""
                - from:
                    uri: timer:a
                    steps:
                      - lgo: "${body}"
                """))
                .singleElement()
                .asString()
                .startsWith("camel/orders.yaml:4:")
                .contains("lgo");
        assertThat(problems("""
                - route:
                    from:
                      uri: timer:a
                      stpes: []
                """))
                .singleElement()
                .asString()
                .startsWith("camel/orders.yaml:4:")
                .contains("stpes");
    }

    @Test
    void findsAComponentThatIsNotThereWithTheRouteThatNamesIt() {
        assertThat(problems("""
                - route:
                    id: good
                    from: { uri: timer:a, steps: [ log: a ] }
                - route:
                    id: bad
                    from:
                      uri: timer:b
                      steps:
                        - to: telegraph:office
                """))
                .singleElement()
                .asString()
                .startsWith("camel/orders.yaml:4:1: ")
                .contains("telegraph");
    }

    @Test
    void findsAnOptionThatIsNotThere() {
        assertThat(problems("- from: { uri: \"timer:a?perod=1000\", steps: [ log: a ] }"))
                .singleElement()
                .asString()
                .contains("perod");
    }

    @Test
    void findsABeanThatIsNotThere() {
        assertThat(problems("- from: { uri: timer:a, steps: [ bean: { ref: nobody } ] }"))
                .singleElement()
                .asString()
                .contains("nobody");
    }

    @Test
    void findsTwoRoutesOfOneId() {
        assertThat(problems("""
                - route: { id: a, from: { uri: timer:a, steps: [ log: a ] } }
                - route: { id: a, from: { uri: timer:b, steps: [ log: a ] } }
                """)).singleElement().asString().contains("uplicate");
    }

    @Test
    void refusesAnIdThatCannotBePartOfAName() {
        assertThat(problems("- route: { id: \"../a\", from: { uri: timer:a, steps: [ log: a ] } }"))
                .singleElement()
                .asString()
                .contains("the id '../a' cannot be used");
    }

    @Test
    void refusesAFileWithoutARoute() {
        String none = "camel/orders.yaml: the file contains no route";
        assertThat(problems("routes:\n  orders: { from: { kafka: { topic: a } } }\n"))
                .singleElement()
                .asString()
                .startsWith(none);
        assertThat(problems("- beans: []\n")).singleElement().asString().startsWith(none);
        assertThat(problems("")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- from: { uri: \"timer:a?password=Canary-7\", steps: [ log: a ] }",
                "- from: { uri: \"kafka:a?sslKeyPasword=Canary-7&other=Canary-7\", steps: [ log: a ] }",
                "- from: { uri: \"timer:a\", steps: [ log: a ], password: *Canary-7 }",
                "- from: { uri: \"timer:a\", steps: [ log: a ], password: !Canary-7!b c }"
            })
    void reportsNoSecretThatHasASlipBesideIt(String text) {
        assertThat(problems(text)).singleElement().asString().doesNotContain("Canary-7");
    }

    @Test
    void showsNoPassword() {
        assertThat(problems("- from: { uri: \"kafka:a?sslKeyPassword=Canary-7&nothing=1\", steps: [ log: a ] }"))
                .singleElement()
                .asString()
                .contains("nothing")
                .doesNotContain("Canary-7");
        assertThat(problems("- from: { uri: timer:a, password: Canary-7 }"))
                .singleElement()
                .asString()
                .doesNotContain("Canary-7");
    }
}
