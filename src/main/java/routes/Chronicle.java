package routes;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import routes.config.RouteText;
import routes.definition.Authoring.Version;
import routes.memory.History;

/** Writes into the history which text each route was made of, and when. Used by one thread at a time. */
final class Chronicle {

    private static final String BY_FILE = "file";

    private final History history;
    private final Clock clock;

    Chronicle(History history, Clock clock) {
        this.history = history;
        this.clock = clock;
    }

    /** The hub has taken up these routes. Reads every file once: a route of a template is told by the template's place. */
    void took(Map<String, RouteSlot> routes, CompiledHome home) {
        home.written()
                .forEach((file, bytes) -> RouteText.in(file, bytes)
                        .forEach((name, text) -> Optional.ofNullable(routes.get(name))
                                .ifPresent(slot -> {
                                    slot.revision(text.revision());
                                    history.add(
                                            name,
                                            new Version(text.revision(), clock.instant(), BY_FILE, "", text.text()));
                                })));
    }

    /** The hub has no route of this name any more. */
    void removed(String route) {
        if (RouteText.isName(route)) {
            history.add(route, new Version("removed", clock.instant(), BY_FILE, "", ""));
        }
    }
}
