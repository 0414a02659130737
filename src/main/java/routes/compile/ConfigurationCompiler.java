package routes.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import routes.config.ReadResult;
import routes.model.HubDefinition;
import routes.model.Lint;
import routes.model.Problem;
import routes.model.RouteSpec;
import routes.model.SourceLocation;
import routes.pipeline.Pipeline;

/**
 * Compiles a configuration and runs the routes' own tests. Routes that have not changed since the previous configuration are
 * not compiled again. Not thread-safe: used once.
 */
final class ConfigurationCompiler {

    private final ReadResult reading;
    private final Optional<CompiledConfiguration> before;
    private final Map<String, ResolvedRoute> resolvedRoutes = new TreeMap<>();
    private final Map<String, Pipeline> pipelines = new TreeMap<>();
    private final Map<String, List<CompiledConfiguration.Example>> examples = new TreeMap<>();
    private final Map<String, List<Problem>> broken;
    private final Map<String, List<Problem>> warnings = new TreeMap<>();

    /** @param before the previous configuration, if there is one */
    ConfigurationCompiler(ReadResult reading, Optional<CompiledConfiguration> before) {
        this.reading = reading;
        this.before = before.filter(home -> hasTheSameFiles(home, reading));
        this.broken = new TreeMap<>(reading.problemsByRoute());
    }

    /** An expression may read files that are not named in the route, so nothing is taken over if any file has changed. */
    private static boolean hasTheSameFiles(CompiledConfiguration home, ReadResult reading) {
        Map<String, byte[]> old = home.definition().map(HubDefinition::files).orElse(Map.of());
        Map<String, byte[]> now = reading.files();
        return old.keySet().equals(now.keySet())
                && old.keySet().stream().allMatch(path -> Arrays.equals(old.get(path), now.get(path)));
    }

    CompiledConfiguration compiled() {
        reading.partialRoutes()
                .forEach((name, partial) ->
                        attempt(name, () -> addProblems(name, Pipeline.problems(partial, reading.files()))));
        reading.definition()
                .ifPresent(definition -> definition
                        .routes()
                        .forEach((name, spec) -> attempt(name, () -> compile(name, spec, definition))));
        reading.definition()
                .ifPresent(definition -> definition
                        .routes()
                        .forEach((name, spec) ->
                                SizeLint.warning(spec, definition).ifPresent(warning -> warn(name, warning))));
        TreeSet<Problem> problems = new TreeSet<>(reading.problems());
        broken.values().forEach(problems::addAll);
        warnings.values().forEach(problems::addAll);
        problems.addAll(unusedFiles());
        return new CompiledConfiguration(
                reading.definition(),
                resolvedRoutes,
                pipelines,
                examples,
                broken,
                warnings,
                reading.written(),
                reading.whole(),
                reading.camel(),
                List.copyOf(problems));
    }

    private void compile(String name, RouteSpec spec, HubDefinition definition) {
        Optional<CompiledConfiguration> known = before.filter(home -> home.hasUnchanged(name, spec));
        if (known.isPresent()) {
            pipelines.put(name, known.get().pipelines().get(name));
            examples.put(name, known.get().examples().get(name));
            resolvedRoutes.put(
                    name,
                    ResolvedRoute.of(
                            spec,
                            definition,
                            known.get().resolvedRoutes().get(name).files().keySet()));
            return;
        }
        Pipeline.Compiled compiled = Pipeline.compile(spec, definition.files());
        addProblems(name, Problem.errors(compiled.problems()));
        Problem.warnings(compiled.problems()).forEach(warning -> warn(name, warning));
        compiled.pipeline().ifPresent(pipeline -> {
            pipelines.put(name, pipeline);
            if (passes(name, spec, pipeline)) {
                resolvedRoutes.put(name, ResolvedRoute.of(spec, definition, compiled.files()));
            }
        });
    }

    /** Adds a warning about a route, unless its author allows it. */
    private void warn(String name, Problem warning) {
        RouteSpec spec = reading.definition().orElseThrow().routes().get(name);
        if (!spec.allow().contains(warning.lint().orElseThrow())) {
            warnings.computeIfAbsent(name, route -> new ArrayList<>()).add(warning);
        }
    }

    /** The files that no route uses; none if a route could not be compiled, since it may use any of them. */
    private List<Problem> unusedFiles() {
        if (!reading.whole() || reading.definition().isEmpty() || !broken.isEmpty()) {
            return List.of();
        }
        Set<String> used = resolvedRoutes.values().stream()
                .flatMap(route -> route.files().keySet().stream())
                .collect(Collectors.toSet());
        return reading.files().keySet().stream()
                .filter(path -> !used.contains(path) && path.matches("(?i).*\\.(json|xsd|xslt?)"))
                .map(path -> Problem.warning(
                        Lint.UNUSED_FILE, new SourceLocation(path, 0, 0, ""), "no route uses this file: remove it"))
                .toList();
    }

    private boolean passes(String name, RouteSpec spec, Pipeline pipeline) {
        Optional<List<CompiledConfiguration.Example>> results = CompiledConfiguration.Example.all(spec, pipeline);
        results.ifPresent(all -> examples.put(name, all));
        List<Problem> failures = results.map(CompiledConfiguration.Example::problems)
                .orElseGet(() -> List.of(CompiledConfiguration.Example.timedOut(spec)));
        addProblems(name, failures);
        return failures.isEmpty();
    }

    /** Compiles one route. A bug in the hub that shows in one route must not keep the others from running. */
    private void attempt(String name, Runnable compiling) {
        try {
            compiling.run();
        } catch (RuntimeException | StackOverflowError e) {
            SourceLocation location = new SourceLocation("", 0, 0, "routes." + name);
            addProblems(name, List.of(new Problem(location, "the route cannot be compiled: " + e)));
        }
    }

    private void addProblems(String name, List<Problem> found) {
        if (!found.isEmpty()) {
            broken.merge(name, found, ConfigurationCompiler::joined);
        }
    }

    private static List<Problem> joined(List<Problem> some, List<Problem> more) {
        Set<Problem> all = new TreeSet<>(some);
        all.addAll(more);
        return new ArrayList<>(all);
    }
}
