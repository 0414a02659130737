package routes.control;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import routes.model.Problem;

/**
 * How routes are written by others than an editor. What is written is checked before, examples included, and taken up by the hub as
 * any other change of HUB_HOME. Implementations are thread-safe. All methods throw {@link OperationRejectedException}.
 */
public interface RouteEditing {

    /**
     * A route as it is written.
     *
     * @param text the YAML under its name
     * @param revision tells this text from every other
     * @param file relative to HUB_HOME
     */
    record Written(String text, String revision, String file) {}

    /**
     * One state that a route was in.
     *
     * @param revision of its text
     * @param at when the hub took it up
     * @param by who wrote it, or {@code file} where a file was changed by other means
     * @param reason why, in the author's words; may be empty
     */
    record Version(String revision, Instant at, String by, String reason, String text) {}

    /** @param by who writes, and {@code reason} why, for the history */
    record Author(String by, String reason) {}

    Written written(String route);

    /**
     * Writes a route.
     *
     * @param replacing the revision that is to be replaced; empty where there is no such route yet, {@code *} for any
     * @return as it is written now
     */
    Written write(String route, String text, Optional<String> replacing, Author author);

    /** Removes a route. {@code replacing} is as above. */
    void remove(String route, Optional<String> replacing, Author author);

    /** All that would be wrong if this were a file of routes. */
    List<Problem> problems(String file, String text);

    /** The last versions of a route, the newest first; of one that was removed, too. */
    List<Version> history(String route);

    /** What a version says in other words than another, as a unified diff. */
    String difference(String route, String from, String to);

    /** Writes an earlier version again. {@code replacing} is as above. */
    Written rollBack(String route, String revision, Optional<String> replacing, Author author);
}
