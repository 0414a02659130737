package routes.runtime;

import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import routes.compile.CompiledConfiguration;
import routes.compile.ResolvedRoute;
import routes.config.FileCache;
import routes.config.RouteSource;
import routes.control.RouteEditing.Version;
import routes.state.RouteHistory;

/**
 * Knows which YAML text each route is built from, and records in the history when the hub has loaded it. A route that is created
 * from a template has the text of the template's use. The history is recorded by one thread at a time; otherwise thread-safe.
 */
final class RouteHistoryRecorder {

    private static final String BY_FILE = "file";

    private final RouteHistory history;
    private final Clock clock;

    /** Of files of any size: the texts take no more memory than the file, and are asked for by each route of it. */
    private final FileCache<Map<String, Text>> texts = new FileCache<>(RouteHistoryRecorder::texts, Integer.MAX_VALUE);

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

    /** The revision of the text of this route; empty if the route shares a line with other content. */
    String revision(String name, ResolvedRoute resolved, CompiledConfiguration home) {
        return revision(name, Stream.of(resolved.spec().location().file()), home);
    }

    /** The revision of the text of this route; empty if there is none, or if it shares a line with other content. */
    String revision(String name, CompiledConfiguration home) {
        return revision(name, Stream.empty(), home);
    }

    private String revision(String name, Stream<String> likely, CompiledConfiguration home) {
        return Stream.concat(likely, home.written().keySet().stream())
                .filter(home.written()::containsKey)
                .map(file -> texts.of(file, home.written().get(file)))
                .filter(found -> found.containsKey(name))
                .findFirst()
                .map(found -> found.get(name).revision())
                .orElse("");
    }

    /** Records the routes that the hub has accepted from the configuration. Some of them may not run yet. */
    void took(Set<String> routes, CompiledConfiguration home) {
        texts.keep(home.written().keySet());
        home.written()
                .forEach((file, bytes) -> texts.of(file, bytes).forEach((name, text) -> {
                    if (routes.contains(name)) {
                        history.add(name, new Version(text.revision(), clock.instant(), BY_FILE, "", text.text()));
                    }
                }));
    }

    /** Records that the hub no longer has a route of this name. */
    void removed(String route) {
        if (RouteSource.isName(route)) {
            history.add(route, new Version("removed", clock.instant(), BY_FILE, "", ""));
        }
    }
}
