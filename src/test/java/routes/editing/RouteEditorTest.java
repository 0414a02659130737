package routes.editing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.compile.CompiledConfiguration;
import routes.config.ConfigReader;
import routes.control.OperationRejectedException;
import routes.control.OperationRejectedException.Cause;
import routes.control.RouteEditing.Author;
import routes.control.RouteEditing.Version;
import routes.control.RouteEditing.Written;
import routes.model.Lint;
import routes.model.Problem;
import routes.state.RouteHistory;
import routes.testkit.TestHome;
import routes.testkit.UnprivilegedJava;

class RouteEditorTest {

    private static final Author ANNA = new Author("anna", "as ordered");
    private static final String ORDERS = "from: { kafka: { topic: a } }\nto: { kafka: { topic: b } }\n";
    private static final String SHOP = """
            # the shop
            routes:
              shop: { from: { kafka: { topic: s } }, to: { kafka: { topic: t } } }
              bank:
                from: { kafka: { topic: c } }
                to: { kafka: { topic: d } }
            """;

    @TempDir
    private Path home;

    private final AtomicInteger told = new AtomicInteger();
    private RouteEditor editor;

    @BeforeEach
    void write() {
        new TestHome(home).with("hub.yaml", """
                        connections: { kafka: { kafka: { brokers: "localhost:9092" } } }
                        defaults: { deadLetter: { kafka: { topic: dead } } }
                        """).with("routes/shop.yaml", SHOP);
        editor = editor(home, (route, before, after) -> () -> {}, state -> told.incrementAndGet());
    }

    private static RouteEditor editor(Path home, RouteEditor.Replacement replacement, Consumer<String> written) {
        return new RouteEditor(
                new ConfigReader(name -> Optional.empty()),
                home,
                CompiledConfiguration::of,
                new RouteHistory(Optional.empty()),
                Clock.systemUTC(),
                replacement,
                written);
    }

    private String file(String name) throws IOException {
        return Files.readString(home.resolve(name));
    }

    private static OperationRejectedException declined(Runnable attempt) {
        return catchThrowableOfType(OperationRejectedException.class, attempt::run);
    }

    @Test
    void writesARouteIntoAFileOfItsOwn() throws IOException {
        Written written = editor.write("orders", ORDERS, Optional.empty(), ANNA);

        assertThat(file("routes/orders.yaml")).isEqualTo("""
                routes:
                  orders:
                    from: { kafka: { topic: a } }
                    to: { kafka: { topic: b } }
                """);
        assertThat(written).isEqualTo(editor.written("orders"));
        assertThat(told).hasValue(1);
    }

    @Test
    void saysWherePlainCamelRoutesAreWritten() {
        assertThat(List.of(
                        declined(() -> editor.written("camel:ticks")),
                        declined(() -> editor.remove("camel:ticks", Optional.empty(), ANNA)),
                        declined(() -> editor.history("camel:ticks"))))
                .allSatisfy(it -> assertThat(it.why()).isEqualTo(Cause.UNKNOWN))
                .allSatisfy(it -> assertThat(it).hasMessageContaining("written in the files of camel/"));
    }

    @Test
    void changesOneRouteOfAFileAndNothingElse() throws IOException {
        Written before = editor.written("bank");

        editor.write("bank", ORDERS, Optional.of(before.revision()), ANNA);

        assertThat(file("routes/shop.yaml"))
                .isEqualTo(SHOP.replace("topic: c", "topic: a").replace("topic: d", "topic: b"));
    }

    @Test
    void doesNotLoseTheChangeOfSomebodyElse() {
        Written before = editor.written("bank");
        editor.write("bank", ORDERS, Optional.of(before.revision()), ANNA);

        assertThat(declined(() -> editor.write("bank", ORDERS, Optional.of(before.revision()), ANNA))
                        .why())
                .isEqualTo(Cause.OUTDATED);
        assertThat(declined(() -> editor.write("bank", ORDERS, Optional.empty(), ANNA))
                        .why())
                .isEqualTo(Cause.REVISION_MISSING);
        assertThat(declined(() -> editor.write("new", ORDERS, Optional.of("0123"), ANNA))
                        .why())
                .isEqualTo(Cause.OUTDATED);
    }

    @Test
    void takesBackWhatItHasToldOfAChangeThatCannotBeWritten() {
        // given
        List<String> notes = new ArrayList<>();
        RouteEditor editor = editor(
                home,
                (route, before, after) -> {
                    notes.add(route + " replaced");
                    new TestHome(home).with("routes/shop.yaml", SHOP + "# changed meanwhile\n");
                    return () -> notes.add("taken back");
                },
                state -> notes.add("written"));
        // when
        OperationRejectedException declined = declined(() -> editor.write("bank", ORDERS, Optional.of("*"), ANNA));
        // then
        assertThat(declined.why()).isEqualTo(Cause.OUTDATED);
        assertThat(notes).containsExactly("bank replaced", "taken back");
        assertThat(editor.written("bank").text()).contains("topic: c");
    }

    /** The change is there for everybody, and only a loss of power may undo it: nothing is taken back. */
    @Test
    void saysThatTheRouteIsWrittenWhereOnlyTheDiskHasNotConfirmedIt() throws Exception {
        assumeTrue(UnprivilegedJava.isPossible(), "setpriv is installed");

        String said = UnprivilegedJava.run(Unconfirmed.class, home.toString());

        assertThat(said)
                .isEqualTo(
                        "told, UNAVAILABLE routes/bank.yaml has been changed, and the change takes effect, but the disk"
                                + " has not confirmed it (AccessDeniedException), so that a loss of power may undo it; check the"
                                + " disk, then read the route and write it again, history 1");
    }

    /** Writes a route into a folder that the process may not read any more, and prints what it is told. */
    static final class Unconfirmed {

        private Unconfirmed() {}

        public static void main(String[] arguments) throws IOException {
            Path home = Path.of(arguments[0]);
            Path routes = home.resolve("routes");
            Files.delete(routes.resolve("shop.yaml"));
            RouteEditor editor = editor(
                    home,
                    (route, before, after) -> {
                        permit(routes, "-wx------");
                        return () -> System.out.print("taken back, ");
                    },
                    state -> System.out.print("told, "));
            OperationRejectedException declined = declined(() -> editor.write("bank", ORDERS, Optional.empty(), ANNA));
            permit(routes, "rwx------");
            System.out.println(declined.why() + " " + declined.getMessage() + ", history "
                    + editor.history("bank").size());
        }

        private static void permit(Path folder, String permissions) {
            try {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void writesNothingThatIsNotSoundAndSaysWhere() throws IOException {
        OperationRejectedException declined = declined(() -> editor.write(
                "orders", "from: { kafak: { topic: a } }\nto: { kafka: { topic: b } }\n", Optional.empty(), ANNA));

        assertThat(declined.why()).isEqualTo(Cause.INVALID);
        assertThat(declined.problems())
                .extracting(Object::toString)
                .containsExactly("orders:1:9: routes.orders.from: unknown kind 'kafak', did you mean 'kafka'?");
        assertThat(home.resolve("routes/orders.yaml")).doesNotExist();
        assertThat(told).hasValue(0);
    }

    @Test
    void writesNoRouteWhoseOwnTestFails() {
        String failing = ORDERS + """
                tests:
                  - name: goes nowhere
                    given: { body: 1 }
                    expect: { filtered: true }
                """;

        assertThat(declined(() -> editor.write("orders", failing, Optional.empty(), ANNA))
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .startsWith("orders:4:5: routes.orders.tests[0]")
                        .contains("'goes nowhere' fails", "it is delivered to kafka:b"));
    }

    @Test
    void writesNoTextThatReachesOutOfItsRoute() {
        for (String text : List.of(
                ORDERS + "}\n",
                "x\n",
                "",
                "...\n",
                "---\n" + ORDERS,
                "\u0000",
                "from: { kafka: { topic: a } }\n to: x\n")) {
            assertThat(declined(() -> editor.write("bank", text, Optional.of("*"), ANNA)))
                    .as(text)
                    .isNotNull()
                    .extracting(OperationRejectedException::why)
                    .isEqualTo(Cause.INVALID);
        }
        assertThat(declined(() -> editor.write("../../x", ORDERS, Optional.empty(), ANNA))
                        .why())
                .isEqualTo(Cause.INVALID);
    }

    @Test
    void writesNoSecondRouteBesideOneThatCannotBeRead() {
        new TestHome(home).with("routes/orders.yaml", "routes:\n  orders: [\n");

        assertThat(declined(() -> editor.write("orders", ORDERS, Optional.empty(), ANNA))
                        .why())
                .isEqualTo(Cause.CONFLICT);
        assertThat(declined(() -> editor.write("new", ORDERS, Optional.of("*"), ANNA))
                        .why())
                .isEqualTo(Cause.OUTDATED);
    }

    @Test
    void removesARouteAndLeavesTheOthers() throws IOException {
        editor.remove("bank", Optional.of("*"), ANNA);
        assertThat(file("routes/shop.yaml")).isEqualTo(SHOP.substring(0, SHOP.indexOf("  bank")));

        editor.remove("shop", Optional.of("*"), ANNA);
        assertThat(home.resolve("routes/shop.yaml")).doesNotExist();
        assertThat(declined(() -> editor.remove("shop", Optional.of("*"), ANNA)).why())
                .isEqualTo(Cause.UNKNOWN);
    }

    @Test
    void leavesTheFilesOfAMountedConfigMapAlone() throws IOException {
        Path data = Files.createDirectory(home.resolve("..data"));
        Files.move(home.resolve("routes/shop.yaml"), data.resolve("shop.yaml"));
        Files.createSymbolicLink(home.resolve("routes/shop.yaml"), data.resolve("shop.yaml"));

        OperationRejectedException declined = declined(() -> editor.write("bank", ORDERS, Optional.of("*"), ANNA));

        assertThat(declined.why()).isEqualTo(Cause.CONFLICT);
        assertThat(declined).hasMessageContaining("ConfigMap");
        assertThat(Files.readString(data.resolve("shop.yaml"))).isEqualTo(SHOP);
    }

    @Test
    void saysWhyAFileCannotBeWrittenAndWhatToDo() throws IOException {
        Path lock = home.resolve(".lock");
        Files.deleteIfExists(lock);
        Files.createDirectory(lock);

        OperationRejectedException refusal = declined(() -> editor.write("orders", ORDERS, Optional.empty(), ANNA));

        assertThat(refusal.why()).isEqualTo(Cause.CONFLICT);
        assertThat(refusal)
                .hasMessage("HUB_HOME is not writable (HUB_HOME: Is a directory); change the route where HUB_HOME comes"
                        + " from, such as its Git repository or ConfigMap, or let the hub's user write there");
    }

    @Test
    void remembersVersionsComparesThemAndRollsBack() {
        Written first = editor.write("orders", ORDERS, Optional.empty(), ANNA);
        Written second = editor.write(
                "orders", ORDERS.replace("topic: b", "topic: z"), Optional.of("*"), new Author("ben", "moved"));

        assertThat(editor.history("orders"))
                .extracting(Version::revision, Version::by, Version::reason)
                .containsExactly(
                        tuple(second.revision(), "ben", "moved"), tuple(first.revision(), "anna", "as ordered"));
        assertThat(editor.difference("orders", first.revision(), second.revision()))
                .contains("-to: { kafka: { topic: b } }\n+to: { kafka: { topic: z } }\n");
        assertThat(editor.rollBack("orders", first.revision(), Optional.of("*"), ANNA))
                .isEqualTo(first);
        assertThat(editor.written("orders")).isEqualTo(first);
        assertThatThrownBy(() -> editor.rollBack("orders", "0", Optional.of("*"), ANNA))
                .isInstanceOf(OperationRejectedException.class)
                .hasMessageContaining("has no version '0'");
    }

    @Test
    void tellsWhatAChangeLeavesUnusedAndAcceptsIt() throws IOException {
        // given
        new TestHome(home).with("hub.yaml", """
                        connections:
                          kafka: { kafka: { brokers: "localhost:9092" } }
                          rabbit: { rabbitmq: { addresses: "localhost:5672" } }
                        defaults: { deadLetter: { kafka: { topic: dead } } }
                        """);
        editor.write("orders", ORDERS.replace("kafka: { topic: a }", "rabbitmq: { queue: a }"), Optional.empty(), ANNA);
        // when
        Written changed = editor.write("orders", ORDERS, Optional.of("*"), ANNA);
        Written again = editor.write("orders", ORDERS.replace("topic: b", "topic: z"), Optional.of("*"), ANNA);
        editor.remove("orders", Optional.of("*"), ANNA);
        // then
        assertThat(changed.warnings())
                .extracting(Object::toString)
                .containsExactly("hub.yaml:3:3: connections.rabbit: warning: this connection is not used: remove it"
                        + " [unused-connection]");
        assertThat(again.warnings()).isEmpty();
        CompiledConfiguration left = CompiledConfiguration.of(new ConfigReader(name -> Optional.empty()).read(home));
        assertThat(left.resolvedRoutes()).containsOnlyKeys("bank", "shop");
        assertThat(left.problems()).extracting(Problem::severity).containsExactly(Problem.Severity.WARNING);
    }

    /** Only the routes of the file are compiled, and what the others do still counts. */
    @Test
    void warnsOfWhatAFileWouldHaveInCommonWithOthers() {
        // given
        new TestHome(home).with("schemas/shop.json", "{}").with("routes/shop.yaml", """
                routes:
                  shop:
                    from: { kafka: { topic: a, group: g } }
                    steps: [{ validate: { jsonSchema: schemas/shop.json } }]
                    to: { kafka: { topic: t } }
                """);
        String added = """
                routes:
                  new: { from: { kafka: { topic: a, group: g } }, to: { kafka: { topic: b } } }
                """;
        // when
        List<Problem> problems = editor.problems("routes/new.yaml", added);
        // then
        assertThat(problems)
                .extracting(Problem::lint)
                .containsExactly(Optional.of(Lint.SHARED_SOURCE), Optional.of(Lint.SHARED_SOURCE));
    }

    @Test
    void saysWhatWouldBeWrongWithAFile() {
        assertThat(editor.problems("routes/new.yaml", "routes:\n  new:\n    form: x\n"))
                .extracting(Object::toString)
                .anySatisfy(problem -> assertThat(problem).contains("routes/new.yaml:3:5", "did you mean 'from'"));
        assertThat(editor.problems("routes/shop.yaml", SHOP)).isEmpty();
        assertThat(editor.problems("routes/other.yaml", SHOP)).hasSize(2);
        assertThatThrownBy(() -> editor.problems("../hub.yaml", SHOP)).isInstanceOf(OperationRejectedException.class);
    }
}
