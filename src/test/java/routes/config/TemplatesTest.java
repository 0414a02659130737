package routes.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.config.template.ExpandedRoute;
import routes.config.template.TemplateReference;
import routes.config.template.TemplateSource;
import routes.model.Problem;
import routes.model.RouteSpec;
import routes.model.RouteTest;

class TemplatesTest {
    private static final String MIRROR = """
            templates:
              mirror:
                parameters: { from: { description: A topic. }, to: { description: A topic. } }
                from: { kafka: { topic: "{{from}}" } }
                to: { kafka: { topic: "{{to}}" } }
            """;

    private static final String ORDERS = """
            routes:
              orders: { template: mirror, with: { from: orders, to: billing } }
            """;

    @TempDir
    Path folder;

    private ConfigFixture home;

    @BeforeEach
    void home() {
        home = new ConfigFixture(folder.resolve("hub"));
    }

    @Test
    void makeARouteThatIsEqualToOneWrittenByHand() {
        // given
        home.with("routes/a.yaml", MIRROR + ORDERS + """
                  by-hand:
                    from: { kafka: { topic: orders } }
                    to: { kafka: { topic: billing } }
                """);
        // when
        Map<String, RouteSpec> routes = routes(home.read());
        // then
        assertThat(routes).containsOnlyKeys("by-hand", "orders");
        assertThat(routes.get("orders")).isEqualTo(routes.get("by-hand"));
    }

    @Test
    void makeARouteAnewOnlyWhereTheTemplateOrTheUseHasChanged() {
        // given
        ConfigReader reader = ConfigFixture.reader();
        home.with("routes/a.yaml", ORDERS).with("routes/b.yaml", MIRROR);
        Map<String, RouteSpec> first = routes(reader.read(home.folder()));
        // when
        home.with("routes/c.yaml", ORDERS.replace("orders:", "others:"));
        Map<String, RouteSpec> beside = routes(reader.read(home.folder()));
        home.with("routes/b.yaml", MIRROR + "    description: Changed.\n");
        Map<String, RouteSpec> changed = routes(reader.read(home.folder()));
        // then
        assertThat(beside.get("orders")).isSameAs(first.get("orders"));
        assertThat(changed.values()).extracting(RouteSpec::description).containsExactly("Changed.", "Changed.");
        // when
        home.with("routes/c.yaml", MIRROR);
        ReadResult twice = reader.read(home.folder());
        // then
        assertThat(twice.problemsByRoute().get("orders"))
                .singleElement()
                .asString()
                .contains("a template with this name already exists");
    }

    @Test
    void keepNoMoreOfWhatTheyMakeThanAFileMayHold() {
        // given
        String uses = IntStream.range(0, 1_000)
                .mapToObj("  a%d: { template: mirror, with: { from: orders, to: billing } }\n"::formatted)
                .collect(Collectors.joining());
        RouteFileModel sheet = new RouteFileModel("routes/a.yaml", (MIRROR + "routes:\n" + uses).getBytes(UTF_8));
        TemplateSource mirror = sheet.templates().get("mirror");
        List<TemplateReference> all = sheet.routes().entrySet().stream()
                .map(it -> new TemplateReference(
                        it.getKey(),
                        it.getValue().key(),
                        it.getValue().value().mapping().orElseThrow(),
                        problem -> {}))
                .toList();
        // when
        List<ExpandedRoute> first =
                all.stream().map(use -> sheet.expanded(mirror, use)).toList();
        List<ExpandedRoute> kept = IntStream.range(0, all.size())
                .filter(i -> sheet.expanded(mirror, all.get(i)) == first.get(i))
                .mapToObj(first::get)
                .toList();
        // then
        assertThat(kept).hasSizeBetween(100, 999);
        assertThat(kept.stream().mapToLong(ExpandedRoute::size).sum()).isLessThanOrEqualTo(64 << 10);
    }

    @Test
    void mayBeDefinedInAnotherFileThanTheirRoutes() {
        ReadResult reading =
                home.with("routes/a.yaml", ORDERS).with("routes/b.yaml", MIRROR).read();

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.whole()).isTrue();
        assertThat(routes(reading)).containsOnlyKeys("orders");
    }

    @Test
    void inheritTheDefaultsOfTheHub() {
        home.with("hub.yaml", ConfigFixture.HUB + "  retry: { attempts: 7, backoff: 1s..2s }\n")
                .with("routes/a.yaml", MIRROR + "    retry: { jitter: 0 }\n" + ORDERS);

        RouteSpec orders = routes(home.read()).get("orders");

        assertThat(orders.retry().attempts()).isEqualTo(7);
        assertThat(orders.retry().backoff().first()).isEqualTo(Duration.ofSeconds(1));
        assertThat(orders.retry().jitter()).isZero();
    }

    @Test
    void keepTheTypeOfAValueThatReplacesAWholeText() {
        // given
        home.with("routes/a.yaml", """
                templates:
                  any:
                    parameters: { text: { description: x }, events: { description: x }, steps: { description: x } }
                    from: { kafka: { topic: orders } }
                    steps: "{{steps}}"
                    to: { kafka: { topic: billing } }
                    inFlight: { events: "{{events}}" }
                    tests:
                      - name: what is in the body
                        given: { body: [ "{{events}}", "{{events}}!", "{{text}}", "{{steps}}" ] }
                        expect: { filtered: true }
                routes:
                  orders: { template: any, with: { text: "5", events: 5, steps: [ { filter: .ok } ] } }
                """);
        // when
        RouteSpec orders = routes(home.read()).get("orders");
        // then
        assertThat(orders.inFlight().maxEvents()).isEqualTo(5);
        assertThat(orders.steps()).hasSize(1);
        assertThat(orders.tests().get(0).given().body())
                .contains(List.of(BigInteger.valueOf(5), "5!", "5", List.of(Map.of("filter", ".ok"))));
    }

    @Test
    void neverLookAtAValueAgain() {
        home.with("routes/a.yaml", """
                templates:
                  any:
                    parameters: { a: { description: x }, b: { description: x } }
                    description: "{{a}} and {{b}}, {{{{a}}, {{a}}{{b}}"
                    from: { kafka: { topic: orders } }
                    to: { kafka: { topic: billing } }
                    tests: [ { name: "{{a}}", given: { raw: "" }, expect: { filtered: true } } ]
                routes:
                  orders: { template: any, with: { a: "{{b}}", b: "{{{{a}} {{" } }
                """);

        RouteSpec orders = routes(home.read()).get("orders");

        assertThat(orders.description()).isEqualTo("{{b}} and {{{{a}} {{, {{a}}, {{b}}{{{{a}} {{");
        assertThat(orders.tests()).extracting(RouteTest::name).containsExactly("{{b}}");
    }

    @Test
    void bringTheirTestsToEachRouteBeforeItsOwn() {
        home.with("routes/a.yaml", MIRROR + """
                    tests: [ { name: "to {{to}}", given: { raw: x }, expect: { to: "kafka:{{to}}" } } ]
                """ + ORDERS + """
                  parcels:
                    template: mirror
                    with: { from: parcels, to: post }
                    tests: [ { name: mine, given: { raw: x }, expect: { to: kafka:post } } ]
                """);

        Map<String, RouteSpec> routes = routes(home.read());

        assertThat(routes.get("orders").tests()).extracting(RouteTest::name).containsExactly("to billing");
        assertThat(routes.get("parcels").tests()).extracting(RouteTest::name).containsExactly("to post", "mine");
    }

    @Test
    void leaveEachRouteItsOwnProblems() {
        // given
        home.with("routes/a.yaml", MIRROR + ORDERS + """
                  parcels: { template: mirror, with: { from: par cels, to: post } }
                """);
        // when
        ReadResult reading = home.read();
        // then
        assertThat(routes(reading)).containsOnlyKeys("orders");
        assertThat(reading.problemsByRoute()).containsOnlyKeys("parcels");
        assertThat(reading.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "routes/a.yaml:8:46: routes.parcels.with.from: 'par cels' is not a valid topic name; use up to 249"
                                + " letters, digits, dots, underscores and hyphens (template 'mirror', routes/a.yaml:4:29)");
    }

    @Test
    void thatAreBrokenBreakTheirRoutesAloneAndAreReportedOnce() {
        // given
        home.with("routes/a.yaml", MIRROR.replace("{{to}}", "{{ot}}") + ORDERS + """
                  parcels: { template: mirror, with: { from: parcels, to: post } }
                  by-hand:
                    from: { kafka: { topic: orders } }
                    to: { kafka: { topic: billing } }
                """);
        // when
        ReadResult reading = home.read();
        // then
        String problem =
                "routes/a.yaml:5:27: templates.mirror.to.kafka.topic: {{ot}} is not a parameter of the template, did you mean 'to'?";
        assertThat(routes(reading)).containsOnlyKeys("by-hand");
        assertThat(reading.problems()).extracting(Problem::toString).containsExactly(problem);
        assertThat(reading.problemsByRoute()).containsOnlyKeys("orders", "parcels");
        assertThat(reading.problemsByRoute().get("parcels"))
                .extracting(Problem::toString)
                .containsExactly(problem + " (route 'parcels', routes/a.yaml:8:3)");
    }

    @Test
    void areNotCalledMissingWhereAFileCannotBeRead() {
        home.with("routes/a.yaml", ORDERS).with("routes/b.yaml", "templates: [");

        ReadResult reading = home.read();

        assertThat(reading.whole()).isFalse();
        assertThat(reading.problemsByRoute().get("orders"))
                .extracting(Problem::toString)
                .containsExactly(
                        "routes/a.yaml:2:23: routes.orders.template: there is no template 'mirror'; some files could not be read");
    }

    @Test
    void areNotCalledUnusedWhereAFileCannotBeRead() {
        home.with("routes/a.yaml", MIRROR).with("routes/b.yaml", "routes: [");

        assertThat(home.problems()).hasSize(1).first().asString().startsWith("routes/b.yaml:");
    }

    @Test
    void leaveNoConnectionUnusedThatTheyMayHaveMeant() {
        home.with(
                        "hub.yaml",
                        ConfigFixture.HUB.replace("defaults", "  spare: { aws: { region: eu-west-1 } }\ndefaults"))
                .with("routes/a.yaml", ORDERS);

        assertThat(home.problems())
                .containsExactly(
                        "routes/a.yaml:2:23: routes.orders.template: there is no template 'mirror'; none are defined");
    }

    @Test
    void makeNoRouteLargerThanOneMebibyte() {
        // given
        String value = "x".repeat(1000);
        String variables = "{{to}}".repeat(1049);
        home.with(
                "routes/a.yaml",
                MIRROR + "    description: \"" + variables + "\"\n" + ORDERS.replace("billing", value));
        home.with("routes/b.yaml", """
                routes:
                  by-hand:
                    from: { kafka: { topic: orders } }
                    to: { kafka: { topic: billing } }
                """);
        // when
        ReadResult reading = home.read();
        // then
        assertThat(routes(reading)).containsOnlyKeys("by-hand");
        assertThat(reading.problemsByRoute().get("orders"))
                .extracting(Problem::message)
                .contains("the expanded route is larger than 1 MiB");
    }

    @Test
    void makeNoMoreThanSixteenMebibytesOfOneFileAndDisturbNoOther() {
        // given
        String long_ = "x".repeat(900_000);
        String many = IntStream.range(0, 40)
                .mapToObj(i -> "  r" + i + ": { template: large }\n")
                .collect(Collectors.joining("", "routes:\n", ""));
        home.with("routes/a.yaml", many)
                .with("routes/b.yaml", "templates:\n  large:\n    description: " + long_ + """

                            from: { kafka: { topic: orders } }
                            to: { kafka: { topic: billing } }
                        """)
                .with("routes/c.yaml", "routes:\n  other: { template: large }\n");
        // when
        ReadResult reading = home.read();
        // then
        assertThat(routes(reading)).hasSize(20).containsKeys("r0", "other");
        assertThat(reading.problemsByRoute()).hasSize(21);
        assertThat(reading.problems())
                .extracting(Problem::message)
                .containsOnly(
                        "the expanded routes of this file exceed 16 MiB together; the remaining ones are not loaded");
    }

    @Test
    void areReadInTimeHoweverManyVariablesNameALargeValue() {
        String list = IntStream.range(0, 9_999).mapToObj(i -> "[]").collect(Collectors.joining(",", "[", "]"));
        String variables =
                IntStream.range(0, 9_999).mapToObj(i -> "\"{{to}}\"").collect(Collectors.joining(",", "[", "]"));
        home.with(
                "routes/a.yaml",
                MIRROR + "    tests: [ { name: x, given: { body: " + variables + " }, expect: { filtered: true } } ]\n"
                        + ORDERS.replace("billing", list));

        assertThat(home.read().problemsByRoute().get("orders"))
                .extracting(Problem::message)
                .contains("the expanded route is larger than 1 MiB");
    }

    private static Map<String, RouteSpec> routes(ReadResult reading) {
        return reading.definition()
                .orElseThrow(() -> new AssertionError(reading.problems()))
                .routes();
    }
}
