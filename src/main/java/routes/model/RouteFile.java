package routes.model;

import java.util.Map;
import routes.model.format.Doc;
import routes.model.format.Rule;

/** The content of one file in routes/. */
@Doc("A file in routes/.")
public record RouteFile(
        @Doc(
                value = "The routes, by name.",
                example = "{ orders: { from: { kafka: { topic: orders } }, to: { sqs: { queue: orders } } } }")
        @Rule.Keys(NamePatterns.PATTERN)
        Map<String, RouteEntry> routes,

        @Doc(
                value = "The templates, by name. Routes in every file can use them.",
                example = "{ copy: { parameters: { topic: { description: The topic to read. } },"
                        + " from: { kafka: { topic: '{{topic}}' } }, to: { sqs: { queue: '{{topic}}' } } } }")
        @Rule.Keys(NamePatterns.PATTERN)
        Map<String, RouteTemplate> templates) {}
