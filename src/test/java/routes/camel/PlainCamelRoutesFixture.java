package routes.camel;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import routes.control.Halt;
import routes.control.RouteStatus;
import routes.model.CamelFiles;

/** Plain Camel routes with the files and halts of a test. */
final class PlainCamelRoutesFixture implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(30);

    final Map<String, Halt> halts = new ConcurrentHashMap<>();
    final Set<String> shown = ConcurrentHashMap.newKeySet();
    final PlainCamelRoutes camelRoutes;
    private final Map<String, byte[]> files = new TreeMap<>();

    PlainCamelRoutesFixture() {
        this(Duration.ofSeconds(2));
    }

    PlainCamelRoutesFixture(Duration drain) {
        camelRoutes = new PlainCamelRoutes(
                route -> Optional.ofNullable(halts.get(route)), this::show, drain, Clock.systemUTC());
    }

    private Runnable show(String route, Supplier<RouteStatus> status) {
        shown.add(route);
        return () -> shown.remove(route);
    }

    /** The file holds this from now on. */
    PlainCamelRoutesFixture with(String file, String text) {
        files.put(file, text.getBytes(StandardCharsets.UTF_8));
        return tell(true);
    }

    PlainCamelRoutesFixture without(String file) {
        files.remove(file);
        return tell(true);
    }

    /** The file cannot be read. */
    PlainCamelRoutesFixture withUnreadable(String file) {
        files.remove(file);
        return tell(false);
    }

    private PlainCamelRoutesFixture tell(boolean whole) {
        camelRoutes.follow(new CamelFiles(Map.copyOf(files), whole));
        return this;
    }

    PlainCamelRoutesFixture begun() {
        camelRoutes.begin();
        return this;
    }

    void halt(String route, Halt.Kind kind) {
        halts.put(route, new Halt(kind, "anna", Instant.EPOCH, ""));
        camelRoutes.obey(route);
    }

    void resume(String route) {
        halts.remove(route);
        camelRoutes.obey(route);
    }

    List<String> names() {
        return camelRoutes.routes().stream().map(RouteStatus::name).toList();
    }

    Map<String, RouteStatus.State> states() {
        return camelRoutes.routes().stream().collect(Collectors.toMap(RouteStatus::name, RouteStatus::state));
    }

    RouteStatus route(String name) {
        return camelRoutes.routes().stream()
                .filter(route -> route.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no route " + name + ": " + names()));
    }

    void awaitState(String name, RouteStatus.State state) {
        await(name + " is " + state)
                .atMost(SOON)
                .until(() -> Optional.ofNullable(states().get(name)).equals(Optional.of(state)));
    }

    void awaitNames(String... names) {
        await().atMost(SOON).until(() -> names().equals(List.of(names)));
    }

    List<String> problems() {
        return camelRoutes.problems().stream().map(Object::toString).toList();
    }

    @Override
    public void close() {
        camelRoutes.leave().join();
    }
}
