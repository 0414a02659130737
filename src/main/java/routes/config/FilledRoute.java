package routes.config;

import routes.model.Problem;








import java.util.ArrayList;
import java.util.List;

/**
 * What a template made of a route.
 *
 * @param edition of the template
 * @param problems those of the use alone: the template's own are not among them
 * @param size how much came out, or would have
 */
record FilledRoute(Object edition, Yaml route, List<Problem> problems, long size, boolean fits) {

    static FilledRoute of(Blueprint template, Use use) {
        List<Problem> problems = new ArrayList<>();
        Use told = use.tellingTo(problems::add);
        Filling filling = new Filling(template, told.values(template), told.route(), problems::add);
        Yaml route = told.withItsTests(filling.filled(), template);
        Yaml refused = Placeholders.refused(route, problems::add);
        return new FilledRoute(template.edition(), refused, problems, filling.size(), filling.fits());
    }
}
