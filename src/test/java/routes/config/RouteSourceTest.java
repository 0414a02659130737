package routes.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.model.Problem;
import routes.model.SourceLocation;

class RouteSourceTest {

    private static final String FILE = """
            # all routes of the shop
            routes:
              # from the shop
              orders: # daily
                from: { kafka: { topic: a } }
                # to billing
                to:
                  kafka:
                    topic: b

              # from the bank
              payments: { from: { kafka: { topic: c } },
                          to: { kafka: { topic: d } } }
            """;

    private final Map<String, RouteSource> texts = in(FILE);

    private static Map<String, RouteSource> in(String file) {
        return RouteSource.in("routes/shop.yaml", file.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] file) {
        return new String(file, StandardCharsets.UTF_8);
    }

    @Test
    void isWhatStandsUnderTheName() {
        assertThat(texts.get("orders").text()).isEqualTo("""
                from: { kafka: { topic: a } }
                # to billing
                to:
                  kafka:
                    topic: b
                """);
        assertThat(texts.get("payments").text()).isEqualTo("""
                { from: { kafka: { topic: c } },
                to: { kafka: { topic: d } } }
                """);
    }

    @Test
    void leavesAllElseAsItIs() {
        String changed = text(texts.get("orders").with("description: new\n\nfrom: { kafka: { topic: x } }\n\n"));

        assertThat(changed).isEqualTo("""
                # all routes of the shop
                routes:
                  # from the shop
                  orders: # daily
                    description: new

                    from: { kafka: { topic: x } }

                  # from the bank
                  payments: { from: { kafka: { topic: c } },
                              to: { kafka: { topic: d } } }
                """);
        assertThat(in(changed).get("payments").revision())
                .isEqualTo(texts.get("payments").revision());
    }

    @Test
    void isTheSameOnceItIsWrittenAsItIs() {
        texts.forEach((name, text) ->
                assertThat(in(text(text.with(text.text()))).get(name).text()).isEqualTo(text.text()));
    }

    @Test
    void goesWithoutTheOthers() {
        assertThat(in(text(texts.get("orders").without()))).containsOnlyKeys("payments");
        assertThat(in(text(texts.get("payments").without()))).containsOnlyKeys("orders");
    }

    @Test
    void knowsWhetherItIsAlone() {
        assertThat(texts.get("orders").isAlone()).isFalse();
        assertThat(in("routes:\n  a:\n    from: x\n").get("a").isAlone()).isTrue();
    }

    @Test
    void beginsAFileOfItsOwn() {
        assertThat(text(RouteSource.fresh("routes/a.yaml", "a").with("from: x\nto: y\n")))
                .isEqualTo("routes:\n  a:\n    from: x\n    to: y\n");
    }

    @Test
    void pointsIntoTheTextAlone() {
        RouteSource fresh = RouteSource.fresh("routes/a.yaml", "a");
        Problem problem = new Problem(new SourceLocation("routes/a.yaml", 4, 9, "routes.a.to"), "wrong");

        assertThat(fresh.inText(problem)).hasToString("a:2:5: routes.a.to: wrong");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "routes: { a: { from: x }, b: { from: y } }\n",
                "routes:\n  { a: { from: x } }\n",
                "{ routes: { a: { from: x } } }\n",
                "routes: [ a ]\n",
                "routes:\n  a: [\n",
                ""
            })
    void isNotThereWhereItHasNoLinesOfItsOwn(String file) {
        assertThat(in(file)).isEmpty();
    }
}
