package routes.sample;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import routes.model.HubDefinition;
import routes.model.Otherwise;
import routes.model.RouteSpec;
import routes.model.SourceSpec;
import routes.model.StepSpec;
import routes.model.TargetSpec;
import routes.model.format.Kind;

/** What flows where, as the configuration says: a line for each route, and one for each way of a choice. */
final class RouteOverview {

    private static final String ARROW = " -> ";

    private RouteOverview() {}

    static List<String> of(HubDefinition hub) {
        List<String> lines = new ArrayList<>();
        hub.routes().forEach((name, route) -> lines.addAll(lines(name, route)));
        lines.add("dead letters (what is broken or refused)" + ARROW
                + hub.routes().values().stream()
                        .map(route -> route.deadLetter().label())
                        .distinct()
                        .collect(Collectors.joining(", ")));
        return lines;
    }

    private static List<String> lines(String name, RouteSpec route) {
        String way = name + ": " + source(route.from())
                + route.steps().stream().map(step -> ARROW + step(step)).collect(Collectors.joining());
        if (route.to().isPresent()) {
            return List.of(way + ARROW + labels(route.to().get()));
        }
        List<Map.Entry<String, String>> choice = new ArrayList<>();
        route.choose()
                .ifPresent(branches ->
                        branches.forEach(branch -> choice.add(Map.entry(text(branch.when()), labels(branch.to())))));
        route.otherwise().ifPresent(rest -> choice.add(Map.entry("otherwise", rest(rest))));
        int width = choice.stream()
                .mapToInt(branch -> branch.getKey().length())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>(List.of(way));
        choice.forEach(branch -> lines.add(
                "    " + branch.getKey() + " ".repeat(width - branch.getKey().length()) + ARROW + branch.getValue()));
        return lines;
    }

    private static String rest(Otherwise rest) {
        return rest instanceof Otherwise.Deliver deliver ? labels(deliver.to()) : kind(rest);
    }

    private static String labels(List<TargetSpec> targets) {
        return targets.stream().map(TargetSpec::label).collect(Collectors.joining(", "));
    }

    private static String step(StepSpec step) {
        return step instanceof StepSpec.Filter filter ? kind(step) + " " + text(filter.keep()) : kind(step);
    }

    /** Such as {@code kafka:orders}, in the manner of a target's label. */
    private static String source(SourceSpec source) {
        return kind(source) + ":" + text(source);
    }

    /** The word by which it is written in a route. */
    private static String kind(Object written) {
        return written.getClass().getAnnotation(Kind.class).value();
    }

    /** The first of its components that is a text: what it is about. */
    private static String text(Object written) {
        return Arrays.stream(written.getClass().getRecordComponents())
                .filter(component -> component.getType() == String.class)
                .findFirst()
                .map(component -> value(component, written))
                .orElse("");
    }

    private static String value(RecordComponent component, Object written) {
        try {
            return (String) component.getAccessor().invoke(written);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
