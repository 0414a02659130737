package routes.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Arrays;
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
import org.w3c.dom.NodeList;
import routes.control.HubStatus;
import routes.control.RouteStatus;
import routes.event.Outcome;
import routes.event.SendError;
import routes.model.Problem;
import routes.model.SourceSpec;
import routes.model.TargetSpec;
import routes.model.format.Kind;
import routes.telemetry.CamelRouteMeters;
import routes.telemetry.ConfigurationMeters;
import routes.telemetry.RouteMeters;

/** What the pages say of the code is so. */
class ReferenceFactsTest {

    private static final String NONE = "–";

    private static final String METRICS = "docs/reference/metrics.md";

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
