package routes.editing;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.PatchFailedException;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import routes.control.RouteEditing.Version;

class VersionDifferenceTest {

    private static final int MANY = 20_000;

    private static Version version(String revision, String text) {
        return new Version(revision, Instant.EPOCH, "anna", "", text);
    }

    private static String difference(String from, String to) {
        return VersionDifference.of(version("1", from), version("2", to));
    }

    private static String text(int lines, IntFunction<String> line) {
        return IntStream.range(0, lines).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
    }

    /** What a reader gets who applies the difference to the version before. */
    private static String applied(String difference, String from) throws PatchFailedException {
        List<String> lines = DiffUtils.patch(
                from.lines().toList(),
                UnifiedDiffUtils.parseUnifiedDiff(difference.lines().toList()));
        return String.join("\n", lines) + "\n";
    }

    private static long hunks(String difference) {
        return difference.lines().filter(line -> line.startsWith("@@")).count();
    }

    @Test
    void showsTheLinesThatChangedWithThreeLinesAroundThem() {
        assertThat(difference(text(9, i -> "line " + i), text(9, i -> i == 4 ? "other" : "line " + i)))
                .isEqualTo("""
                        --- 1
                        +++ 2
                        @@ -2,7 +2,7 @@
                         line 1
                         line 2
                         line 3
                        -line 4
                        +other
                         line 5
                         line 6
                         line 7
                        """);
        assertThat(difference("same\n", "same\n")).isEmpty();
    }

    @Test
    void showsAFewChangesOfALongTextOneByOne() throws PatchFailedException {
        String old = text(MANY, i -> "line " + i);
        String changed = text(MANY, i -> i % 1_000 == 500 ? "other " + i : "line " + i);

        String difference = difference(old, changed);

        assertThat(hunks(difference)).isEqualTo(20);
        assertThat(applied(difference, old)).isEqualTo(changed);
    }

    /** The shortest difference would take minutes in the hub's own process, and gigabytes. */
    @Test
    void replacesAllBetweenTheCommonBeginningAndTheCommonEndOfTextsWithLittleInCommon() throws PatchFailedException {
        String old = text(MANY, i -> "line " + i);
        String changed = text(MANY, i -> i < 100 || i >= MANY - 100 || i % 10 == 0 ? "line " + i : "other " + i);

        String difference = difference(old, changed);

        assertThat(hunks(difference)).isEqualTo(1);
        assertThat(difference)
                .startsWith("--- 1\n+++ 2\n@@ -99,19805 +99,19805 @@\n line 98\n line 99\n line 100\n-line 101\n");
        assertThat(applied(difference, old)).isEqualTo(changed);
    }

    @Test
    void comparesTextsThatHaveNothingInCommon() throws PatchFailedException {
        String old = text(MANY, i -> "line " + i);
        String changed = text(MANY / 2, i -> "other " + i);

        assertThat(applied(difference(old, changed), old)).isEqualTo(changed);
        assertThat(applied(difference(changed, old), changed)).isEqualTo(old);
    }
}
