package routes.config;

import routes.definition.Draft;
import routes.definition.Predicate;
import routes.definition.Step;
import routes.definition.Template;






import java.util.ArrayList;
import java.util.List;

/** Keeps what could be read of a route, whatever becomes of the route as a whole. */
final class Drafting implements Binder.Witness {

    private final List<Step> steps = new ArrayList<>();
    private final List<Predicate> predicates = new ArrayList<>();
    private final List<Template> templates = new ArrayList<>();

    @Override
    public void bound(Object made, Yaml from) {
        if (made instanceof Step step) {
            steps.add(step);
        } else if (made instanceof Template template) {
            templates.add(template);
        } else if (made instanceof Predicate predicate) {
            predicates.add(predicate);
        }
    }

    @Override
    public void failed(Class<?> union) {}

    Draft draft() {
        return new Draft(List.copyOf(steps), List.copyOf(predicates), List.copyOf(templates));
    }
}
