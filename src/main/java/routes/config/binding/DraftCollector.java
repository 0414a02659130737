package routes.config.binding;

import java.util.ArrayList;
import java.util.List;
import routes.config.yaml.YamlValue;
import routes.model.PartialRoute;
import routes.model.PredicateSpec;
import routes.model.StepSpec;
import routes.model.TextTemplate;

/** Collects the readable parts of a route, even if the route as a whole cannot be read. Not thread-safe: used for one route. */
public final class DraftCollector implements Binder.Observer {

    private final List<StepSpec> steps = new ArrayList<>();
    private final List<PredicateSpec> predicates = new ArrayList<>();
    private final List<TextTemplate> templates = new ArrayList<>();

    @Override
    public void bound(Object made, YamlValue from) {
        if (made instanceof StepSpec step) {
            steps.add(step);
        } else if (made instanceof TextTemplate template) {
            templates.add(template);
        } else if (made instanceof PredicateSpec predicate) {
            predicates.add(predicate);
        }
    }

    @Override
    public void failed(Class<?> union) {}

    public PartialRoute draft() {
        return new PartialRoute(List.copyOf(steps), List.copyOf(predicates), List.copyOf(templates));
    }
}
