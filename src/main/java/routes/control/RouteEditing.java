package routes.control;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import routes.model.Problem;

/**
 * Reads and writes the definitions of routes for the API. A new definition is checked before it is written, including its own
 * tests; the hub then loads it like any other change in HUB_HOME. Implementations are thread-safe. All methods throw
 * {@link OperationRejectedException}.
 */
public interface RouteEditing {

    /**
     * The current definition of a route.
     *
     * @param text the YAML under the route's name
     * @param revision identifies this text
     * @param file the path relative to HUB_HOME
     * @param warnings what the change has made worse, in this route and elsewhere; empty for a definition that is only read
     */
    record Written(String text, String revision, String file, List<Problem> warnings) {}

    /**
     * One version in the history of a route.
     *
     * @param revision identifies its text
     * @param at when the hub loaded it
     * @param by who wrote it, or {@code file} if the file was changed by other means than this API
     * @param reason the author's own words; may be empty
     */
    record Version(String revision, Instant at, String by, String reason, String text) {}

    /**
     * Something that an operator has done with a route without changing its definition.
     *
     * @param action such as {@code pause}
     * @param reason the operator's own words; may be empty
     */
    record OperatorAction(String action, Instant at, String by, String reason) {}

    /** Who changes a route and why, for the history. */
    record Author(String by, String reason) {}

    Written written(String route);

    /**
     * Writes a route.
     *
     * @param replacing the revision that this replaces; empty if the route is new, {@code *} for any revision
     * @return the definition as it has been written
     */
    Written write(String route, String text, Optional<String> replacing, Author author);

    /** Removes a route. For {@code replacing} see {@link #write}. */
    void remove(String route, Optional<String> replacing, Author author);

    /** All problems that this text would have as a file of routes. Writes nothing. */
    List<Problem> problems(String file, String text);

    /** The last versions of a route, the newest first; also for a removed route. */
    List<Version> history(String route);

    /** Adds to the history that an operator has done this with the route. */
    void record(String route, String action, Author author);

    /** The last actions on a route that has a definition or had one, the newest first. */
    List<OperatorAction> actions(String route);

    /** The difference between two versions, as a unified diff. */
    String difference(String route, String from, String to);

    /** Writes an earlier version again. For {@code replacing} see {@link #write}. */
    Written rollBack(String route, String revision, Optional<String> replacing, Author author);
}
