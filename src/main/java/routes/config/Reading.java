package routes.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import routes.definition.HubDefinition;
import routes.definition.Problem;

/**
 * What was read of HUB_HOME.
 *
 * @param definition present where hub.yaml itself is sound; holds every sound route, however broken the others are. What
 *     hub.yaml says that stops no broker stops no hub: a connection that nobody uses is a problem and no more, and defaults
 *     that refer to nothing take down the routes that inherit them alone.
 * @param problems all of them, by file, line and column
 * @param problemsByRoute the problems of every route that has some, by its name. Where two files give a route of the same
 *     name, the first one runs and the name has the second one's problem.
 */
public record Reading(
        Optional<HubDefinition> definition, List<Problem> problems, Map<String, List<Problem>> problemsByRoute) {}
