package routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import routes.config.Reading;
import routes.definition.Problem;
import routes.definition.RoutePlan;
import routes.step.Itinerary;

/**
 * A HUB_HOME that was read and whose routes were compiled, as far as they are sound.
 *
 * @param problems of the files and of what they say, expressions and schemas included
 */
record CompiledHome(Map<String, RoutePlan> plans, Map<String, Itinerary> itineraries, List<Problem> problems) {

    static CompiledHome of(Reading reading) {
        List<Problem> problems = new ArrayList<>(reading.problems());
        Map<String, RoutePlan> plans = new TreeMap<>();
        Map<String, Itinerary> itineraries = new TreeMap<>();
        reading.definition()
                .ifPresent(definition -> definition.routes().forEach((name, plan) -> {
                    Itinerary.Compiled compiled = Itinerary.compile(plan, definition.files());
                    problems.addAll(compiled.problems());
                    compiled.itinerary().ifPresent(itinerary -> {
                        plans.put(name, plan);
                        itineraries.put(name, itinerary);
                    });
                }));
        return new CompiledHome(plans, itineraries, problems);
    }
}
