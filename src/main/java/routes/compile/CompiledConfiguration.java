package routes.compile;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import routes.config.ReadResult;
import routes.model.CamelFiles;
import routes.model.HubDefinition;
import routes.model.Problem;
import routes.model.RouteSpec;
import routes.model.RouteTest;
import routes.pipeline.Pipeline;
import routes.pipeline.RouteTestRunner;
import routes.support.TimeLimited;

/**
 * A configuration that was read from HUB_HOME, with its valid routes compiled. Immutable and thread-safe.
 *
 * @param resolvedRoutes the routes that can run, by name
 * @param pipelines the pipelines of all routes that can be compiled, by name
 * @param examples the results of the routes' own tests, as far as they could be run; a route with a failed test does not run
 * @param broken the errors of every route that has some, by name
 * @param warnings the warnings about every route that has some, by name; such a route runs
 * @param written hub.yaml and the route files as they are written, by path
 * @param whole whether the names of all routes are known; if not, a route that is missing here may still exist
 * @param camel the files of plain Camel routes, not checked yet
 * @param problems all problems of the files and their content, including expressions, schemas and warnings, sorted by file,
 *     line and column
 */
public record CompiledConfiguration(
        Optional<HubDefinition> definition,
        Map<String, ResolvedRoute> resolvedRoutes,
        Map<String, Pipeline> pipelines,
        Map<String, List<Example>> examples,
        Map<String, List<Problem>> broken,
        Map<String, List<Problem>> warnings,
        Map<String, byte[]> written,
        boolean whole,
        CamelFiles camel,
        List<Problem> problems) {

    /** Compiles everything. */
    public static CompiledConfiguration of(ReadResult reading) {
        return new ConfigurationCompiler(reading, Optional.empty()).compiled();
    }

    /** Like {@link #of(ReadResult)}, but takes over compiled routes that have not changed. */
    public static CompiledConfiguration of(ReadResult reading, CompiledConfiguration before) {
        return new ConfigurationCompiler(reading, Optional.of(before)).compiled();
    }

    /**
     * The result of one of a route's own tests.
     *
     * @param differences what differs from the expected result; empty if the test passed
     * @param took how long the test ran
     */
    public record Example(RouteTest test, List<String> differences, Duration took) {

        /** The limit for all tests of one route together. */
        private static final Duration TEST_TIMEOUT = Duration.ofSeconds(10);

        /** Runs all tests of the route. Empty if they take too long. */
        static Optional<List<Example>> all(RouteSpec spec, Pipeline pipeline) {
            if (spec.tests().isEmpty()) {
                return Optional.of(List.of());
            }
            RouteTestRunner examples = new RouteTestRunner(spec, pipeline);
            return TimeLimited.within(
                    TEST_TIMEOUT,
                    () -> spec.tests().stream().map(test -> run(test, examples)).toList());
        }

        private static Example run(RouteTest test, RouteTestRunner examples) {
            long start = System.nanoTime();
            List<String> differences = examples.differences(test);
            return new Example(test, differences, Duration.ofNanos(System.nanoTime() - start));
        }

        static Problem timedOut(RouteSpec spec) {
            return new Problem(
                    spec.location(), "the route's own tests take longer than " + TEST_TIMEOUT.toSeconds() + "s");
        }

        /** The problems of the failed tests. */
        public static List<Problem> problems(List<Example> examples) {
            return examples.stream()
                    .filter(example -> !example.passes())
                    .map(Example::problem)
                    .toList();
        }

        boolean passes() {
            return differences.isEmpty();
        }

        Problem problem() {
            return new Problem(
                    test.location(),
                    "the route's own test '" + test.name() + "' fails: " + String.join("; ", differences));
        }
    }

    /**
     * Whether this configuration contains the same route and it is valid. Tests are compared as text, because the order of
     * their keys may matter.
     */
    boolean hasUnchanged(String name, RouteSpec spec) {
        Optional<RouteSpec> known = definition.map(all -> all.routes().get(name));
        return resolvedRoutes.containsKey(name)
                && !warnings.containsKey(name) // it may stand in another line now
                && known.filter(spec::equals)
                        .filter(same ->
                                same.tests().toString().equals(spec.tests().toString()))
                        .isPresent();
    }

    /** The routes that can be compiled, by name. */
    public Map<String, RouteSpec> specs() {
        Map<String, RouteSpec> specs = new TreeMap<>();
        definition.ifPresent(all -> specs.putAll(all.routes()));
        specs.keySet().retainAll(pipelines.keySet());
        return specs;
    }
}
