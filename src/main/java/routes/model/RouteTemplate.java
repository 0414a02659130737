package routes.model;

import java.util.Map;
import java.util.Optional;
import routes.model.format.Doc;
import routes.model.format.Key;
import routes.model.format.Rule;
import routes.model.format.Unwrapped;

/** A route with parameters. Once each {@code {{name}}} in it has been replaced by a value, it is read as any other route. */
@Doc("A route with parameters, of which any number of routes are made: {{name}} in its text stands for a value.")
public record RouteTemplate(
        @Doc(
                value = "What differs from route to route, by the names under which the template speaks of it.",
                example = "{ topic: { description: The topic to read., default: orders } }")
        @Rule.Keys(value = NamePatterns.PARAMETER, most = RouteTemplate.MOST)
        Map<String, Parameter> parameters,

        @Unwrapped RouteSpec route) {

    /** The most parameters that one template has. */
    public static final int MOST = 100;

    /** What a route of the template gives a value for. */
    @Doc("What a route of the template gives a value for.")
    public record Parameter(
            @Doc(value = "What it is, for those who write routes.", example = "The topic to read.")
            String description,

            @Doc(
                    value = "What holds where a route gives no value; without it, each route has to give one.",
                    example = "orders")
            @Key("default")
            Optional<Object> fallback) {}
}
