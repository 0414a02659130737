package routes.definition;

import java.util.Map;

/** One file of routes/. */
@Doc("A file of routes/.")
public record RouteFile(@Doc("The routes, by name.") Map<String, RoutePlan> routes) {}
