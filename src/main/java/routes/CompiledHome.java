package routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import routes.config.Reading;
import routes.definition.HubDefinition;
import routes.definition.Place;
import routes.definition.Problem;
import routes.definition.RoutePlan;
import routes.step.Itinerary;

/**
 * A HUB_HOME that was read and whose routes were compiled, as far as they are sound.
 *
 * @param recipes of the routes that can run, by their names, and {@code itineraries} what each does on the way
 * @param broken the problems of every route that has some
 * @param whole whether a route that is missing here is surely not written
 * @param problems of the files and of what they say, expressions and schemas included, by file, line and column
 */
record CompiledHome(
        Optional<HubDefinition> definition,
        Map<String, Recipe> recipes,
        Map<String, Itinerary> itineraries,
        Map<String, List<Problem>> broken,
        boolean whole,
        List<Problem> problems) {

    static CompiledHome of(Reading reading) {
        Map<String, List<Problem>> broken = new TreeMap<>(reading.problemsByRoute());
        Map<String, Recipe> recipes = new TreeMap<>();
        Map<String, Itinerary> itineraries = new TreeMap<>();
        reading.drafts()
                .forEach((name, draft) ->
                        attempt(broken, name, () -> tell(broken, name, Itinerary.problems(draft, reading.files()))));
        reading.definition()
                .ifPresent(definition -> definition
                        .routes()
                        .forEach((name, plan) -> attempt(broken, name, () -> {
                            Itinerary.Compiled compiled = Itinerary.compile(plan, definition.files());
                            tell(broken, name, compiled.problems());
                            compiled.itinerary().ifPresent(itinerary -> {
                                recipes.put(name, Recipe.of(plan, definition, compiled.files()));
                                itineraries.put(name, itinerary);
                            });
                        })));
        TreeSet<Problem> problems = new TreeSet<>(reading.problems());
        broken.values().forEach(problems::addAll);
        return new CompiledHome(
                reading.definition(), recipes, itineraries, broken, reading.whole(), List.copyOf(problems));
    }

    /** A mistake of the hub's own about one route keeps no other from running. */
    private static void attempt(Map<String, List<Problem>> broken, String name, Runnable compiling) {
        try {
            compiling.run();
        } catch (RuntimeException | StackOverflowError e) {
            Place place = new Place("", 0, 0, "routes." + name);
            tell(broken, name, List.of(new Problem(place, "the route cannot be compiled: " + e)));
        }
    }

    /** The routes that can run, by their names. */
    Map<String, RoutePlan> plans() {
        Map<String, RoutePlan> plans = new TreeMap<>();
        definition.ifPresent(all -> plans.putAll(all.routes()));
        plans.keySet().retainAll(recipes.keySet());
        return plans;
    }

    private static void tell(Map<String, List<Problem>> broken, String name, List<Problem> found) {
        if (!found.isEmpty()) {
            broken.merge(name, found, CompiledHome::joined);
        }
    }

    private static List<Problem> joined(List<Problem> some, List<Problem> more) {
        TreeSet<Problem> all = new TreeSet<>(some);
        all.addAll(more);
        return new ArrayList<>(all);
    }
}
