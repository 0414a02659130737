package routes.model;

import java.util.ArrayList;
import java.util.List;

/** The readable parts of a route that has problems. They are compiled too, so that all problems are reported at once. */
public record PartialRoute(List<StepSpec> steps, List<PredicateSpec> predicates, List<TextTemplate> templates) {

    public static final PartialRoute EMPTY = new PartialRoute(List.of(), List.of(), List.of());

    /** The parts of both routes, these first. */
    public PartialRoute and(PartialRoute other) {
        return new PartialRoute(
                joined(steps, other.steps), joined(predicates, other.predicates), joined(templates, other.templates));
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }
}
