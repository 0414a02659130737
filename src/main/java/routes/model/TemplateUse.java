package routes.model;

import java.util.List;
import java.util.Map;
import routes.model.format.Doc;
import routes.model.format.Rule;

/** A route that is made of a template. Only what the template leaves to its parameters can differ from route to route. */
@Doc("A route that is made of a template.")
public record TemplateUse(
        @Doc(value = "The template, from any file of routes/.", example = "topic-to-queue")
        String template,

        @Doc(value = "The values of its parameters, by their names.", example = "{ topic: orders, queue: billing }")
        @Rule.Keys(NamePatterns.PARAMETER)
        Map<String, Object> with,

        @Doc(
                value = "Examples of this route alone; those of the template are checked too.",
                example = RouteTest.EXAMPLE)
        List<RouteTest> tests)
        implements RouteEntry {}
