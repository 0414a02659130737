package routes;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** Which package may know which, as the package-info of the root draws it. A new package must be named here. */
@AnalyzeClasses(locations = ImportLawTest.OursAlone.class)
class ImportLawTest {

    private static final String EVENT = "event model support";
    private static final String CONTRACT = EVENT + " control model.format";
    private static final String BINDING = "config.yaml model model.format support";
    private static final String BODY = "pipeline.body " + EVENT;
    private static final String CONNECTOR = "connector " + EVENT;

    /** Each package, and those that it may know. */
    private static final Map<String, String> MAY_KNOW = Map.ofEntries(
            Map.entry("support", ""),
            Map.entry("model.format", ""),
            Map.entry("model", "model.format support"),
            Map.entry("control", "model"),
            Map.entry("event", "model"),
            Map.entry("config.yaml", "model support"),
            Map.entry("config.binding", BINDING),
            Map.entry("config.template", "config.binding " + BINDING),
            Map.entry("config", "config.template config.binding " + BINDING),
            Map.entry("config.schema", "config config.template config.binding " + BINDING),
            Map.entry("pipeline.body", EVENT),
            Map.entry("pipeline.json", BODY),
            Map.entry("pipeline.jq", "pipeline.json " + BODY),
            Map.entry("pipeline.xml", "pipeline.json " + BODY),
            Map.entry("pipeline", "pipeline.json pipeline.jq pipeline.xml control " + BODY),
            Map.entry("connector", EVENT),
            Map.entry("connector.aws", CONNECTOR),
            Map.entry("connector.kafka", CONNECTOR),
            Map.entry("connector.rabbitmq", CONNECTOR),
            Map.entry("connector.sqs", "connector.aws " + CONNECTOR),
            Map.entry("connector.sns", "connector.aws " + CONNECTOR),
            Map.entry("delivery", "control " + EVENT),
            Map.entry("telemetry", CONTRACT),
            Map.entry("api", CONTRACT),
            Map.entry("api.http", "api " + CONTRACT),
            Map.entry("state", CONTRACT),
            Map.entry("camel", CONTRACT),
            Map.entry("compile", "config pipeline " + CONTRACT),
            Map.entry("editing", "compile config pipeline state " + CONTRACT),
            Map.entry("sandbox", "editing compile config state " + CONTRACT),
            Map.entry(
                    "runtime",
                    "compile config pipeline delivery connector connector.kafka connector.rabbitmq connector.sqs"
                            + " connector.sns telemetry state camel " + CONTRACT),
            Map.entry("cli", "runtime editing compile config config.schema connector pipeline camel " + CONTRACT));

    private static final Path SOURCES = Path.of("src/main/java");

    @ArchTest
    static void everyPackageKnowsOnlyWhatItMay(JavaClasses hub) {
        MAY_KNOW.forEach((name, others) -> {
            String[] known =
                    Stream.of(others.split(" ")).map(ImportLawTest::full).toArray(String[]::new);
            classes()
                    .that()
                    .resideInAPackage(full(name))
                    .should()
                    .onlyDependOnClassesThat(resideInAPackage(full(name))
                            .or(resideInAnyPackage(known))
                            .or(resideOutsideOfPackage("routes..")))
                    .check(hub);
        });
    }

    @ArchTest
    static void everyPackageIsNamedHere(JavaClasses hub) {
        Set<String> packages =
                hub.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
        packages.remove("routes");

        assertThat(packages)
                .containsExactlyInAnyOrderElementsOf(
                        MAY_KNOW.keySet().stream().map(ImportLawTest::full).toList());
    }

    @ArchTest
    static void nobodyKnowsTheRoot(JavaClasses hub) {
        noClasses()
                .that()
                .resideOutsideOfPackage("routes")
                .should()
                .dependOnClassesThat(resideInAPackage("routes"))
                .check(hub);
    }

    @ArchTest
    static void packagesDependOnEachOtherInOneDirection(JavaClasses hub) {
        SlicesRuleDefinition.slices()
                .matching("(routes..)")
                .should()
                .beFreeOfCycles()
                .check(hub);
    }

    @ArchTest
    static void noTwoClassesShareASimpleName(JavaClasses hub) {
        Map<String, List<String>> bySimpleName = hub.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName, Collectors.mapping(JavaClass::getName, Collectors.toList())));

        assertThat(bySimpleName.values()).allSatisfy(names -> assertThat(names).hasSize(1));
    }

    /** Otherwise the facts of a line would be part of its message, also where the log is JSON. */
    @ArchTest
    static void everybodyLogsByTheLoggerThatKeepsFactsApart(JavaClasses hub) {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(LoggerFactory.class)
                .check(hub);
    }

    @ArchTest
    static void nobodyDeserializesJavaObjects(JavaClasses hub) {
        noClasses().should().dependOnClassesThat(deserializeJavaObjects()).check(hub);
    }

    /** Asks the class itself: ArchUnit knows the superclasses of ours alone (archunit.properties). */
    private static DescribedPredicate<JavaClass> deserializeJavaObjects() {
        return DescribedPredicate.describe(
                "deserialize Java objects",
                type -> !type.isPrimitive()
                        && !type.isArray()
                        && ObjectInputStream.class.isAssignableFrom(type.reflect()));
    }

    @ArchTest
    static void everyPackageSaysWhatItIs(JavaClasses hub) throws IOException {
        Set<Path> packages = hub.stream()
                .map(type -> SOURCES.resolve(type.getPackageName().replace('.', '/')))
                .collect(Collectors.toSet());

        try (Stream<Path> files = Files.walk(SOURCES)) {
            assertThat(files.filter(file -> file.endsWith("package-info.java")).map(Path::getParent))
                    .containsExactlyInAnyOrderElementsOf(packages);
        }
    }

    /** Looking for a package would read the list of files of every library. */
    static final class OursAlone implements LocationProvider {
        @Override
        public Set<Location> get(Class<?> test) {
            return Set.of(Location.of(Path.of("target/classes/routes")));
        }
    }

    private static String full(String name) {
        return "routes." + name;
    }
}
