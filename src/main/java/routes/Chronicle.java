package routes;

import routes.config.FileCache;
import routes.config.RouteSource;
import routes.memory.History;












import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import routes.model.RouteEditing.Version;

/** Writes into the history which text each route was made of, and when. Used by one thread at a time. */
final class Chronicle {

    private static final String BY_FILE = "file";

    private final History history;
    private final Clock clock;
    private final FileCache<Map<String, Text>> texts = new FileCache<>(Chronicle::texts);

    private record Text(String revision, String text) {}

    private static Map<String, Text> texts(String file, byte[] bytes) {
        Map<String, Text> texts = new TreeMap<>();
        RouteSource.in(file, bytes).forEach((name, text) -> texts.put(name, new Text(text.revision(), text.text())));
        return texts;
    }

    Chronicle(History history, Clock clock) {
        this.history = history;
        this.clock = clock;
    }

    /**
     * The hub has taken up these routes, of which some may have to wait before they run. A route of a template is told by the
     * template's place.
     */
    void took(Map<String, RunningRoute> routes, CompiledHome home) {
        texts.keep(home.written().keySet());
        home.written()
                .forEach((file, bytes) -> texts.of(file, bytes)
                        .forEach((name, text) ->
                                Optional.ofNullable(routes.get(name)).ifPresent(route -> took(route, name, text))));
    }

    private void took(RunningRoute route, String name, Text text) {
        route.revision(text.revision());
        history.add(name, new Version(text.revision(), clock.instant(), BY_FILE, "", text.text()));
    }

    /** The hub has no route of this name any more. */
    void removed(String route) {
        if (RouteSource.isName(route)) {
            history.add(route, new Version("removed", clock.instant(), BY_FILE, "", ""));
        }
    }
}
