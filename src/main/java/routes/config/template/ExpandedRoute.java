package routes.config.template;

import java.util.ArrayList;
import java.util.List;
import routes.config.yaml.Placeholders;
import routes.config.yaml.YamlValue;
import routes.model.Problem;

/**
 * The result of expanding a template for one route. Immutable and thread-safe.
 *
 * @param version identifies the version of the template
 * @param problems the problems of this use; does not contain those of the template itself
 * @param size the size of the expanded route, also if it exceeds the limit; see {@link TemplateExpander#size}
 * @param fits whether the size is within the limit
 */
public record ExpandedRoute(Object version, YamlValue route, List<Problem> problems, long size, boolean fits) {

    public static ExpandedRoute of(TemplateSource template, TemplateReference use) {
        List<Problem> problems = new ArrayList<>();
        TemplateReference reference = use.reportingTo(problems::add);
        TemplateExpander expander =
                new TemplateExpander(template, reference.values(template), reference.route(), problems::add);
        YamlValue route = reference.withItsTests(expander.expanded(), template);
        YamlValue refused = Placeholders.refused(route, problems::add);
        return new ExpandedRoute(template.version(), refused, problems, expander.size(), expander.fits());
    }
}
