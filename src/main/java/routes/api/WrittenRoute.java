package routes.api;

import java.util.List;
import routes.control.RouteEditing.Written;

/**
 * The answer to a definition that was written. Immutable and thread-safe.
 *
 * @param file the path relative to HUB_HOME
 * @param warnings the warnings that HUB_HOME did not have before
 */
public record WrittenRoute(String text, String revision, String file, List<ProblemDetail.Wrong> warnings) {

    static WrittenRoute of(Written written) {
        return new WrittenRoute(
                written.text(),
                written.revision(),
                written.file(),
                written.warnings().stream().map(ProblemDetail.Wrong::of).toList());
    }
}
