package routes.definition;

import java.util.ArrayList;
import java.util.List;

/** What could be read of a route that has problems: enough to tell of further ones in the same breath. */
public record Draft(List<Step> steps, List<Predicate> predicates, List<Template> templates) {

    public static final Draft EMPTY = new Draft(List.of(), List.of(), List.of());

    public Draft and(Draft other) {
        return new Draft(
                joined(steps, other.steps), joined(predicates, other.predicates), joined(templates, other.templates));
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }
}
