package routes.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import routes.control.RouteEditing.OperatorAction;
import routes.control.RouteEditing.Version;

/**
 * One line in the history of a route: a version of its definition, or something else that an operator has done with it.
 *
 * @param text empty for an action that did not change the definition, like {@code revision}
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record HistoryEntry(
        @Schema(description = "write, remove, pause, stop, resume, start or restart.")
        String action,

        @Schema(description = "Identifies the text of a version; absent for an action that did not change it.")
        Optional<String> revision,

        Instant at,
        String by,
        String reason,
        Optional<String> text) {

    /** The newest first. */
    static List<HistoryEntry> of(List<Version> versions, List<OperatorAction> actions) {
        return Stream.concat(
                        versions.stream().map(HistoryEntry::of),
                        actions.stream().map(HistoryEntry::of))
                .sorted(Comparator.comparing(HistoryEntry::at).reversed())
                .toList();
    }

    private static HistoryEntry of(Version version) {
        return new HistoryEntry(
                version.text().isEmpty() ? "remove" : "write",
                Optional.of(version.revision()),
                version.at(),
                version.by(),
                version.reason(),
                Optional.of(version.text()));
    }

    private static HistoryEntry of(OperatorAction action) {
        return new HistoryEntry(
                action.action(), Optional.empty(), action.at(), action.by(), action.reason(), Optional.empty());
    }
}
