package routes.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import routes.config.ConfigReader;
import routes.config.ReadResult;
import routes.connector.SourceContract;
import routes.connector.TargetContract;
import routes.model.AwsConnection;
import routes.model.Connection;
import routes.model.KafkaConnection;
import routes.model.RabbitConnection;
import routes.model.RouteSpec;
import routes.model.SourceSpec;
import routes.model.TargetSpec;
import routes.model.format.Kind;

/** What docs/contributing/adding-a-connector.md asks of a connector is done for every kind that the model permits. */
class ConnectorChecklistTest {

    private static final String CONNECTORS = "docs/reference/connectors/";
    private static final Path FIXTURES = Path.of("src/test/resources/fixtures/valid");
    private static final Path NETWORK = Path.of("k8s/base/networkpolicy.yaml");
    private static final List<String> SECTIONS =
            List.of("What it promises", "Mapping", "Permissions", "Duplicates after a crash", "Limits");

    /** The port at which each kind of broker listens, plain or encrypted. */
    private static final Map<Class<? extends Connection>, Integer> PORTS =
            Map.of(KafkaConnection.class, 9092, RabbitConnection.class, 5672, AwsConnection.class, 443);

    /** A factory, because a test extension on the class path claims all test templates. */
    @TestFactory
    Stream<DynamicTest> everyKind() throws IOException {
        Map<String, Check> checks = new LinkedHashMap<>();
        checks.put("has a page", ConnectorChecklistTest::hasAPage);
        checks.put("has a row", ConnectorChecklistTest::hasARow);
        checks.put("keeps a contract", ConnectorChecklistTest::keepsAContract);
        checks.put("has a package in the law", ConnectorChecklistTest::hasAPackage);
        List<RouteSpec> routes = validRoutes();
        checks.put("is used by a valid fixture", kind -> isUsed(kind, routes));
        return kinds().stream()
                .flatMap(kind -> checks.entrySet().stream()
                        .map(check -> dynamicTest(
                                kind + " " + check.getKey(),
                                () -> check.getValue().of(kind))));
    }

    private interface Check {
        void of(String kind) throws Exception;
    }

    private static Set<String> kinds() {
        Set<String> kinds = new TreeSet<>(kinds(SourceSpec.class));
        kinds.addAll(kinds(TargetSpec.class));
        return kinds;
    }

    private static Set<String> kinds(Class<?> union) {
        return Stream.of(union.getPermittedSubclasses())
                .map(ConnectorChecklistTest::kind)
                .collect(Collectors.toSet());
    }

    private static String kind(Class<?> type) {
        return type.getAnnotation(Kind.class).value();
    }

    private static void hasAPage(String kind) {
        Page page = Page.of(CONNECTORS + kind + ".md");

        assertThat(page.headings(2)).containsExactlyElementsOf(SECTIONS);
        assertThat(page.text()).contains(kind + ":");
    }

    private static void hasARow(String kind) {
        assertThat(Page.of(CONNECTORS + "README.md").rows()).containsKey(kind);
        assertThat(Page.of(CONNECTORS + "README.md").links()).contains(kind + ".md");
    }

    private static void keepsAContract(String kind) {
        Class<?> contract = kinds(SourceSpec.class).contains(kind) ? SourceContract.class : TargetContract.class;

        assertThat(new ClassFileImporter()
                        .importPackages("routes.connector." + kind).stream()
                                .filter(type -> type.isAssignableTo(contract)))
                .extracting(JavaClass::getSimpleName)
                .singleElement()
                .asString()
                .endsWith("IT");
    }

    private static void hasAPackage(String kind) {
        assertThat(Path.of("src/main/java/routes/connector", kind, "package-info.java"))
                .exists();
    }

    private static void isUsed(String kind, List<RouteSpec> routes) {
        Set<String> from =
                routes.stream().map(route -> kind(route.from().getClass())).collect(Collectors.toSet());
        Set<String> to = routes.stream()
                .flatMap(route -> route.targets().stream())
                .map(target -> kind(target.getClass()))
                .collect(Collectors.toSet());

        assertThat(from.contains(kind)).isEqualTo(kinds(SourceSpec.class).contains(kind));
        assertThat(to.contains(kind)).isEqualTo(kinds(TargetSpec.class).contains(kind));
    }

    private static List<RouteSpec> validRoutes() throws IOException {
        try (Stream<Path> homes = Files.list(FIXTURES)) {
            return homes.map(home -> new ConfigReader(name -> Optional.empty()).read(home))
                    .flatMap(reading -> routes(reading).stream())
                    .toList();
        }
    }

    private static List<RouteSpec> routes(ReadResult reading) {
        return List.copyOf(reading.definition().orElseThrow().routes().values());
    }

    @Test
    void everyKindOfConnectionMayLeaveTheCluster() throws IOException {
        String policy = Files.readString(NETWORK).split("egress:")[1];

        assertThat(PORTS).containsOnlyKeys(permitted());
        assertThat(PORTS.values()).allSatisfy(port -> assertThat(policy).contains("- port: " + port + "\n"));
    }

    @SuppressWarnings("unchecked")
    private static Class<? extends Connection>[] permitted() {
        return (Class<? extends Connection>[]) Connection.class.getPermittedSubclasses();
    }
}
