package routes.model;

import java.util.List;
import java.util.Map;
import routes.model.format.Doc;
import routes.model.format.Rule;

/** A route made from a template. Routes of the same template differ only in the values of its parameters. */
@Doc("A route made from a template.")
public record TemplateUse(
        @Doc(value = "The name of the template, which may be in any file of routes/.", example = "topic-to-queue")
        String template,

        @Doc(value = "The values of the template's parameters, by name.", example = "{ topic: orders, queue: billing }")
        @Rule.Keys(NamePatterns.PARAMETER)
        Map<String, Object> with,

        @Doc(value = "Tests of this route only. The tests of the template run too.", example = RouteTest.EXAMPLE)
        List<RouteTest> tests)
        implements RouteEntry {}
