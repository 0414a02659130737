package routes.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import routes.control.RouteEditing;
import routes.model.Problem;

/**
 * Edits routes, but tries each text in the sandbox before the hub itself reads it: what takes too long or too much memory is
 * rejected there. Thread-safe.
 */
public final class SandboxedEditing implements RouteEditing {

    /** Longer than a route's own tests may take, which are reported with their location. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final RouteEditing editing;
    private final Sandbox sandbox;

    public SandboxedEditing(RouteEditing editing, Sandbox sandbox) {
        this.editing = editing;
        this.sandbox = sandbox;
    }

    @Override
    public Written write(String route, String text, Optional<String> replacing, Author author) {
        sandbox.ask(new SandboxCall.Rehearse(route, text), "compiling the route and running its tests", TIMEOUT);
        return editing.write(route, text, replacing, author);
    }

    @Override
    public List<Problem> problems(String file, String text) {
        return sandbox.ask(new SandboxCall.Validate(file, text), "validating the file", TIMEOUT)
                .problems();
    }

    /** The text was tried when it was written, or comes from a file that the hub has loaded. */
    @Override
    public Written rollBack(String route, String revision, Optional<String> replacing, Author author) {
        return editing.rollBack(route, revision, replacing, author);
    }

    @Override
    public void remove(String route, Optional<String> replacing, Author author) {
        editing.remove(route, replacing, author);
    }

    @Override
    public Written written(String route) {
        return editing.written(route);
    }

    @Override
    public List<Version> history(String route) {
        return editing.history(route);
    }

    @Override
    public void record(String route, String action, Author author) {
        editing.record(route, action, author);
    }

    @Override
    public List<OperatorAction> actions(String route) {
        return editing.actions(route);
    }

    @Override
    public String difference(String route, String from, String to) {
        return editing.difference(route, from, to);
    }
}
