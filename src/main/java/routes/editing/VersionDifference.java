package routes.editing;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.DiffAlgorithmListener;
import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.Patch;
import java.util.List;
import routes.control.RouteEditing.Version;

/** The difference between two versions of a route. */
final class VersionDifference {

    private static final int CONTEXT_LINES = 3;

    /**
     * The most lines that may be removed and added for the shortest difference to be looked for: time and memory grow with the
     * square of their number.
     */
    private static final int MAX_CHANGED_LINES = 1_000;

    private VersionDifference() {}

    /**
     * As a unified diff. Where the versions have little in common, all lines between their common beginning and their common end
     * are removed and added, also those that are the same.
     */
    static String of(Version from, Version to) {
        List<String> old = from.text().lines().toList();
        List<String> changed = to.text().lines().toList();
        List<String> lines = UnifiedDiffUtils.generateUnifiedDiff(
                from.revision(), to.revision(), old, patch(old, changed), CONTEXT_LINES);
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private static Patch<String> patch(List<String> old, List<String> changed) {
        try {
            return DiffUtils.diff(old, changed, new Limit());
        } catch (TooDifferentException e) {
            return replacement(old, changed);
        }
    }

    /** Replaces everything between the common beginning and the common end. */
    private static Patch<String> replacement(List<String> old, List<String> changed) {
        int shorter = Math.min(old.size(), changed.size());
        int begin = 0;
        while (begin < shorter && old.get(begin).equals(changed.get(begin))) {
            begin++;
        }
        int end = 0;
        while (end < shorter - begin && old.get(old.size() - 1 - end).equals(changed.get(changed.size() - 1 - end))) {
            end++;
        }
        Patch<String> patch = new Patch<>();
        patch.addDelta(new ChangeDelta<>(
                new Chunk<>(begin, old.subList(begin, old.size() - end)),
                new Chunk<>(begin, changed.subList(begin, changed.size() - end))));
        return patch;
    }

    private static final class TooDifferentException extends RuntimeException {}

    /** Ends the search, which looks for a difference of one line, of two lines, and so on. */
    private static final class Limit implements DiffAlgorithmListener {

        @Override
        public void diffStep(int changedLines, int atMost) {
            if (changedLines > MAX_CHANGED_LINES) {
                throw new TooDifferentException();
            }
        }

        @Override
        public void diffStart() {
            // nothing is counted yet
        }

        @Override
        public void diffEnd() {
            // it was short enough
        }
    }
}
