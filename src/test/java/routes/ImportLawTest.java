package routes;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The star: definition knows nobody, event knows definition, every other room these two alone, and the root knows all. */
@AnalyzeClasses(packages = "routes", importOptions = ImportOption.DoNotIncludeTests.class)
class ImportLawTest {

    private static final String MODEL = "routes.model";
    private static final String EVENT = "routes.event";
    private static final Path SOURCES = Path.of("src/main/java");

    @ArchTest
    static void modelKnowsNobody(JavaClasses hub) {
        onlyKnows(MODEL).check(hub);
    }

    @ArchTest
    static void eventKnowsModelAlone(JavaClasses hub) {
        onlyKnows(EVENT, MODEL).check(hub);
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
    static void whatBrokersShareKnowsNoBroker(JavaClasses hub) {
        onlyKnows("routes.connector", MODEL, EVENT).check(hub);
    }

    @ArchTest
    static void everyBrokerKnowsWhatBrokersShareAndNoOtherBroker(JavaClasses hub) {
        Set<String> folders = rooms(hub, "routes.connector.");

        assertThat(folders).hasSizeGreaterThan(1);
        folders.forEach(folder ->
                onlyKnows(folder + "..", "routes.connector", MODEL, EVENT).check(hub));
    }

    @ArchTest
    static void everyOtherRoomKnowsModelAndEventAlone(JavaClasses hub) {
        Set<String> rooms = rooms(hub, "routes.");
        assertThat(rooms).contains(MODEL, EVENT, "routes.connector");
        rooms.removeAll(Set.of(MODEL, EVENT, "routes.connector"));

        assertThat(rooms).hasSizeGreaterThan(1);
        rooms.forEach(room -> onlyKnows(room + "..", MODEL, EVENT).check(hub));
    }

    @ArchTest
    static void nobodyDeserializesJavaObjects(JavaClasses hub) {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ObjectInputStream.class)
                .check(hub);
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

    private static ArchRule onlyKnows(String room, String... others) {
        return classes()
                .that()
                .resideInAPackage(room)
                .should()
                .onlyDependOnClassesThat(
                        resideInAPackage(room).or(resideInAnyPackage(others)).or(resideOutsideOfPackage("routes..")));
    }

    /** The packages directly under this one. */
    private static Set<String> rooms(JavaClasses hub, String above) {
        return hub.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(above))
                .map(name -> name.substring(above.length()).split("\\.")[0])
                .map(name -> above + name)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
