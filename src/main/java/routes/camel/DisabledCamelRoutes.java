package routes.camel;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import routes.control.RouteStatus;
import routes.model.CamelFiles;
import routes.model.Problem;
import routes.support.StructuredLogger;

/** Used while plain Camel routes are disabled: reports each file in camel/ as a problem and runs nothing. Thread-safe. */
public final class DisabledCamelRoutes implements CamelRoutes {

    private static final Logger LOG = StructuredLogger.of(DisabledCamelRoutes.class);

    private volatile List<Problem> problems = List.of();

    @Override
    public void begin() {}

    @Override
    public void follow(CamelFiles files) {
        Set<String> before = problems.stream().map(Problem::toString).collect(Collectors.toSet());
        problems = CamelSwitch.OFF.problems(files);
        problems.stream()
                .filter(problem -> !before.contains(problem.toString()))
                .forEach(
                        problem -> LOG.atError().addKeyValue("problem", problem).log("Problem in HUB_HOME"));
    }

    @Override
    public List<RouteStatus> routes() {
        return List.of();
    }

    @Override
    public Optional<RouteStatus> route(String name) {
        return Optional.empty();
    }

    @Override
    public List<Problem> problems() {
        return problems;
    }

    @Override
    public boolean has(String route) {
        return false;
    }

    @Override
    public void obey(String route) {}

    @Override
    public void restart(String route) {}

    @Override
    public CompletableFuture<Void> leave() {
        return CompletableFuture.completedFuture(null);
    }
}
