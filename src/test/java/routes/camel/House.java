package routes.camel;

import routes.model.CamelFiles;
import routes.model.Halt;
import routes.model.RouteStatus;












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

/** A guest house whose files and orders are what the test says. */
final class House implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(30);

    final Map<String, Halt> halts = new ConcurrentHashMap<>();
    final Set<String> shown = ConcurrentHashMap.newKeySet();
    final GuestHouse guests;
    private final Map<String, byte[]> files = new TreeMap<>();

    House() {
        this(Duration.ofSeconds(2));
    }

    House(Duration drain) {
        guests = new GuestHouse(route -> Optional.ofNullable(halts.get(route)), this::show, drain, Clock.systemUTC());
    }

    private Runnable show(String route, Supplier<RouteStatus> status) {
        shown.add(route);
        return () -> shown.remove(route);
    }

    /** The file holds this from now on. */
    House with(String file, String text) {
        files.put(file, text.getBytes(StandardCharsets.UTF_8));
        return tell(true);
    }

    House without(String file) {
        files.remove(file);
        return tell(true);
    }

    /** The file cannot be read. */
    House withUnreadable(String file) {
        files.remove(file);
        return tell(false);
    }

    private House tell(boolean whole) {
        guests.follow(new CamelFiles(Map.copyOf(files), whole));
        return this;
    }

    House begun() {
        guests.begin();
        return this;
    }

    void halt(String route, Halt.Kind kind) {
        halts.put(route, new Halt(kind, "anna", Instant.EPOCH, ""));
        guests.obey(route);
    }

    void resume(String route) {
        halts.remove(route);
        guests.obey(route);
    }

    List<String> names() {
        return guests.routes().stream().map(RouteStatus::name).toList();
    }

    Map<String, RouteStatus.State> states() {
        return guests.routes().stream().collect(Collectors.toMap(RouteStatus::name, RouteStatus::state));
    }

    RouteStatus route(String name) {
        return guests.routes().stream()
                .filter(route -> route.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no route is called " + name + ": " + names()));
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
        return guests.problems().stream().map(Object::toString).toList();
    }

    @Override
    public void close() {
        guests.leave().join();
    }
}
