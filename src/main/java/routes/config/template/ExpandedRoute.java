package routes.config.template;

import java.util.ArrayList;
import java.util.List;
import routes.config.yaml.Placeholders;
import routes.config.yaml.YamlValue;
import routes.model.Problem;

/**
 * What a template made of a route.
 *
 * @param edition of the template
 * @param problems those of the use alone: the template's own are not among them
 * @param size how much came out, or would have
 */
public record ExpandedRoute(Object edition, YamlValue route, List<Problem> problems, long size, boolean fits) {

    public static ExpandedRoute of(TemplateSource template, TemplateReference use) {
        List<Problem> problems = new ArrayList<>();
        TemplateReference told = use.tellingTo(problems::add);
        TemplateExpander filling = new TemplateExpander(template, told.values(template), told.route(), problems::add);
        YamlValue route = told.withItsTests(filling.filled(), template);
        YamlValue refused = Placeholders.refused(route, problems::add);
        return new ExpandedRoute(template.edition(), refused, problems, filling.size(), filling.fits());
    }
}
