package routes.runtime;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import routes.model.Problem;
import routes.support.StructuredLogger;

/** Logs the problems of the configuration, each once. Not thread-safe: used by one thread at a time. */
final class ProblemLog {

    private static final Logger LOG = StructuredLogger.of(ProblemLog.class);

    private Set<String> told = Set.of();
    private boolean isSound = true;

    /** Logs the problems that are new since the last call. */
    void tell(List<Problem> problems) {
        problems.stream()
                .filter(problem -> !told.contains(problem.toString()))
                .forEach(problem -> LOG.atLevel(problem.isError() ? Level.ERROR : Level.WARN)
                        .addKeyValue("problem", problem)
                        .log(problem.isError() ? "Problem in HUB_HOME" : "Warning about HUB_HOME"));
        told = problems.stream().map(Problem::toString).collect(Collectors.toSet());
    }

    /** Logs that there are no errors any more, if there were some. */
    void tellIfSound(List<Problem> all) {
        boolean wasSound = isSound;
        isSound = Problem.errors(all).isEmpty();
        if (isSound && !wasSound) {
            LOG.info("HUB_HOME is sound again");
        }
    }
}
