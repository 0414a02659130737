package routes.editing;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import routes.compile.CompiledConfiguration;
import routes.model.Problem;
import routes.model.SourceLocation;

/** The warnings that a change brings about. */
final class NewWarnings {

    private NewWarnings() {}

    static List<Problem> of(CompiledConfiguration before, CompiledConfiguration after) {
        Set<String> known =
                before.problems().stream().map(NewWarnings::identity).collect(Collectors.toSet());
        return Problem.warnings(after.problems()).stream()
                .filter(warning -> !known.contains(identity(warning)))
                .toList();
    }

    /** Identifies a problem although the lines above it have changed. */
    private static String identity(Problem problem) {
        SourceLocation location = problem.location();
        return String.join("\n", location.file(), location.path(), location.also(), problem.message());
    }
}
