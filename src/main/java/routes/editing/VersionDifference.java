package routes.editing;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;
import routes.control.RouteEditing.Version;

/** The difference between two versions of a route. */
final class VersionDifference {

    private static final int CONTEXT_LINES = 3;

    private VersionDifference() {}

    /** As a unified diff. */
    static String of(Version from, Version to) {
        List<String> old = from.text().lines().toList();
        List<String> changed = to.text().lines().toList();
        List<String> lines = UnifiedDiffUtils.generateUnifiedDiff(
                from.revision(), to.revision(), old, DiffUtils.diff(old, changed), CONTEXT_LINES);
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }
}
