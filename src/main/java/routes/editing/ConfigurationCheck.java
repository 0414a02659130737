package routes.editing;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import routes.compile.CompiledConfiguration;
import routes.config.ConfigReader;
import routes.config.ReadResult;
import routes.config.RouteSource;
import routes.control.OperationRejectedException;
import routes.model.HubDefinition;
import routes.model.Problem;
import routes.model.RouteSpec;

/** Checks the configuration as it would be after a change, without changing anything. Thread-safe. */
final class ConfigurationCheck {

    private final ConfigReader reader;
    private final Path home;
    private final Function<ReadResult, CompiledConfiguration> compiler;

    /** @param compiler compiles a configuration in the way the hub does */
    ConfigurationCheck(ConfigReader reader, Path home, Function<ReadResult, CompiledConfiguration> compiler) {
        this.reader = reader;
        this.home = home;
        this.compiler = compiler;
    }

    /** Checks that the route is valid and that no other route of the file changes. Returns the new warnings. */
    List<Problem> ofRoute(String route, RouteSource place, ReadResult before, ReadResult after) {
        CompiledConfiguration compiled = compiler.apply(after);
        List<Problem> problems = new ArrayList<>(compiled.broken().getOrDefault(route, List.of()));
        Problem.errors(compiled.problems()).stream()
                .filter(problem -> problem.location().file().equals(place.file()) && !problems.contains(problem))
                .filter(problem -> !before.problems().contains(problem))
                .forEach(problems::add);
        if (problems.isEmpty() && !compiled.resolvedRoutes().containsKey(route)) {
            problems.addAll(Problem.errors(compiled.problems()));
        }
        if (!problems.isEmpty()) {
            throw new OperationRejectedException(
                    OperationRejectedException.Cause.INVALID,
                    "the route '" + route + "' would not run",
                    problems.stream().map(place::inText).toList());
        }
        othersUnchanged(route, before, after);
        return NewWarnings.of(compiler.apply(before), compiled).stream()
                .map(place::inText)
                .toList();
    }

    /** Rejects a change of one route that would also change another. */
    static void othersUnchanged(String route, ReadResult before, ReadResult after) {
        before.definition()
                .ifPresent(old -> old.routes().forEach((name, spec) -> {
                    if (!name.equals(route)
                            && !spec.equals(after.definition()
                                    .map(HubDefinition::routes)
                                    .map(all -> all.get(name))
                                    .orElse(null))) {
                        throw new OperationRejectedException(
                                OperationRejectedException.Cause.INVALID,
                                "the text would also change the route '" + name
                                        + "'; send only the YAML that stands under the name of one route");
                    }
                }));
    }

    /** The problems that the text would have as a file of routes, and those that it would cause in other files. */
    List<Problem> ofFile(String file, String text) {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        ReadResult before = reader.read(home);
        ReadResult after = reader.read(home, Map.of(file, bytes));
        Set<String> affected = affected(file, before, after);
        Set<String> known = compiler.apply(before.only(affected)).problems().stream()
                .map(Problem::toString)
                .collect(Collectors.toSet());
        return compiler.apply(after.only(affected)).problems().stream()
                .filter(problem -> problem.location().file().equals(file) || !known.contains(problem.toString()))
                .toList();
    }

    /** The routes of the file, and those of other files that the change makes other routes, as a template does. */
    private static Set<String> affected(String file, ReadResult before, ReadResult after) {
        Map<String, RouteSpec> old = routes(before);
        Set<String> affected = routes(after).entrySet().stream()
                .filter(route -> route.getValue().location().file().equals(file)
                        || !route.getValue().equals(old.get(route.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        affected.addAll(after.partialRoutes().keySet());
        return affected;
    }

    private static Map<String, RouteSpec> routes(ReadResult reading) {
        return reading.definition().map(HubDefinition::routes).orElse(Map.of());
    }

    /** Compiles a route and runs its own tests, but ignores what comes of it. */
    void rehearse(String route, String text, RouteSource place) {
        compiler.apply(reader.read(home, Map.of(place.file(), place.with(text))).only(Set.of(route)));
    }
}
