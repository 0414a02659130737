package routes.definition;

import java.util.Map;

/** One file of routes/. */
@Doc("A file of routes/.")
public record RouteFile(
        @Doc("The routes, by name.") @KeysLike(Names.PATTERN)
        Map<String, RouteEntry> routes,

        @Doc("Templates, by name, for the routes of every file.") @KeysLike(Names.PATTERN)
        Map<String, RouteTemplate> templates) {}
