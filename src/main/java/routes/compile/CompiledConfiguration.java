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
 * A HUB_HOME that was read and whose routes were compiled, as far as they are sound.
 *
 * @param recipes of the routes that can run, by their names, and {@code itineraries} what each that can be compiled does on the way
 * @param examples what came of the routes' own tests, as far as they could be run. A route of which one fails does not run.
 * @param broken the problems of every route that has some
 * @param written hub.yaml and the route files as they are written, by their path
 * @param whole whether a route that is missing here is surely not written
 * @param camel the files of plain Camel routes, which nobody has looked into
 * @param problems of the files and of what they say, expressions and schemas included, by file, line and column
 */
public record CompiledConfiguration(
        Optional<HubDefinition> definition,
        Map<String, ResolvedRoute> recipes,
        Map<String, Pipeline> itineraries,
        Map<String, List<Example>> examples,
        Map<String, List<Problem>> broken,
        Map<String, byte[]> written,
        boolean whole,
        CamelFiles camel,
        List<Problem> problems) {

    public static CompiledConfiguration of(ReadResult reading) {
        return new ConfigurationCompiler(reading, Optional.empty()).compiled();
    }

    /** As {@link #of(Reading)}, made of what was compiled before as far as that is the same. */
    public static CompiledConfiguration of(ReadResult reading, CompiledConfiguration before) {
        return new ConfigurationCompiler(reading, Optional.of(before)).compiled();
    }

    /** One of a route's own tests, what came otherwise than it says, and after how long. */
    public record Example(RouteTest test, List<String> differences, Duration took) {

        /** Those of one route together take so long at most. */
        private static final Duration LONGEST = Duration.ofSeconds(10);

        /** Empty where they take too long. */
        static Optional<List<Example>> all(RouteSpec spec, Pipeline pipeline) {
            if (spec.tests().isEmpty()) {
                return Optional.of(List.of());
            }
            RouteTestRunner examples = new RouteTestRunner(spec, pipeline);
            return TimeLimited.within(
                    LONGEST,
                    () -> spec.tests().stream()
                            .map(test -> tried(test, examples))
                            .toList());
        }

        private static Example tried(RouteTest test, RouteTestRunner examples) {
            long start = System.nanoTime();
            List<String> differences = examples.differences(test);
            return new Example(test, differences, Duration.ofNanos(System.nanoTime() - start));
        }

        static Problem endless(RouteSpec spec) {
            return new Problem(spec.location(), "the route's own tests take longer than " + LONGEST.toSeconds() + "s");
        }

        public static List<Problem> problems(List<Example> tried) {
            return tried.stream()
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

    /** Whether it has this route, sound and with the same tests, in which the order of keys may matter. */
    boolean runs(String name, RouteSpec spec) {
        Optional<RouteSpec> known = definition.map(all -> all.routes().get(name));
        return recipes.containsKey(name)
                && known.filter(spec::equals)
                        .filter(same ->
                                same.tests().toString().equals(spec.tests().toString()))
                        .isPresent();
    }

    /** The routes that can be compiled, by their names. */
    public Map<String, RouteSpec> plans() {
        Map<String, RouteSpec> plans = new TreeMap<>();
        definition.ifPresent(all -> plans.putAll(all.routes()));
        plans.keySet().retainAll(itineraries.keySet());
        return plans;
    }
}
