package routes.runtime;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import routes.compile.CompiledConfiguration;
import routes.config.FileCache;
import routes.config.RouteSource;
import routes.control.RouteEditing.Version;
import routes.state.RouteHistory;

/**
 * Records in the history which YAML text each route was built from, and when. Not thread-safe: used by one thread at a time.
 */
final class RouteHistoryRecorder {

    private static final String BY_FILE = "file";

    private final RouteHistory history;
    private final Clock clock;
    private final FileCache<Map<String, Text>> texts = new FileCache<>(RouteHistoryRecorder::texts);

    private record Text(String revision, String text) {}

    private static Map<String, Text> texts(String file, byte[] bytes) {
        Map<String, Text> texts = new TreeMap<>();
        RouteSource.in(file, bytes).forEach((name, text) -> texts.put(name, new Text(text.revision(), text.text())));
        return texts;
    }

    RouteHistoryRecorder(RouteHistory history, Clock clock) {
        this.history = history;
        this.clock = clock;
    }

    /**
     * Records the routes that the hub has accepted from the configuration. Some of them may not run yet. A route that is created
     * from a template is recorded with the text of the template's use.
     */
    void took(Map<String, RouteSupervisor> routes, CompiledConfiguration home) {
        texts.keep(home.written().keySet());
        home.written()
                .forEach((file, bytes) -> texts.of(file, bytes)
                        .forEach((name, text) ->
                                Optional.ofNullable(routes.get(name)).ifPresent(route -> took(route, name, text))));
    }

    private void took(RouteSupervisor route, String name, Text text) {
        route.revision(text.revision());
        history.add(name, new Version(text.revision(), clock.instant(), BY_FILE, "", text.text()));
    }

    /** Records that the hub no longer has a route of this name. */
    void removed(String route) {
        if (RouteSource.isName(route)) {
            history.add(route, new Version("removed", clock.instant(), BY_FILE, "", ""));
        }
    }
}
