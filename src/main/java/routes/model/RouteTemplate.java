package routes.model;

import java.util.Map;
import java.util.Optional;
import routes.model.format.Doc;
import routes.model.format.Key;
import routes.model.format.Rule;
import routes.model.format.Unwrapped;

/** A route with parameters. After each {@code {{name}}} in it has been replaced by a value, it is read like any other route. */
@Doc("A route with parameters, from which any number of routes can be made. {{name}} in its text is replaced by a"
        + " value.")
public record RouteTemplate(
        @Doc(
                value = "The parameters, by name.",
                example = "{ topic: { description: The topic to read., default: orders } }")
        @Rule.Keys(value = NamePatterns.PARAMETER, most = RouteTemplate.MOST)
        Map<String, Parameter> parameters,

        @Unwrapped RouteSpec route) {

    /** The most parameters that a template may have. */
    public static final int MOST = 100;

    /** A parameter of a template. */
    @Doc("A parameter of a template.")
    public record Parameter(
            @Doc(value = "The meaning of the parameter, for authors of routes.", example = "The topic to read.")
            String description,

            @Doc(value = "The default value; without it, every route must give a value.", example = "orders")
            @Key("default")
            Optional<Object> fallback) {}
}
