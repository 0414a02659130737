package routes.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import routes.model.CamelFiles;
import routes.model.HubDefinition;
import routes.model.PartialRoute;
import routes.model.Problem;

/**
 * What was read of HUB_HOME.
 *
 * @param definition present where hub.yaml itself is sound; holds every sound route, however broken the others are. What
 *     hub.yaml says that stops no broker stops no hub: a connection that nobody uses is a problem and no more, and defaults
 *     that refer to nothing take down the routes that inherit them alone.
 * @param problems all of them, by file, line and column; a mistake in a template once, however many routes are made of it
 * @param problemsByRoute the problems of every route that has some, by its name. Where two files give a route of the same
 *     name, the first one runs and the name has the second one's problem.
 * @param drafts what could be read of every route that the definition does not hold, or not alone, by its name
 * @param files the files under schemas/ and transforms/, by their path relative to HUB_HOME
 * @param written hub.yaml and the files under routes/ as they are written, by their path relative to HUB_HOME
 * @param secrets the files that hub.yaml takes text from
 * @param whole whether every route file could be read as far as the names of its routes: if not, a route that is missing here may
 *     be there all the same
 * @param camel the files of plain Camel routes, which nobody has looked into
 * @param state of all that was read, as {@link ConfigReader#state} tells it
 */
public record ReadResult(
        Optional<HubDefinition> definition,
        List<Problem> problems,
        Map<String, List<Problem>> problemsByRoute,
        Map<String, PartialRoute> drafts,
        Map<String, byte[]> files,
        Map<String, byte[]> written,
        Set<Path> secrets,
        boolean whole,
        CamelFiles camel,
        String state) {}
