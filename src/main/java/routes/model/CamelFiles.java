package routes.model;

import java.util.Map;

/**
 * The files of plain Camel routes, as they are written.
 *
 * @param texts by their path relative to HUB_HOME
 * @param whole whether a file that is missing here is surely not there
 */
public record CamelFiles(Map<String, byte[]> texts, boolean whole) {

    /** With what the names of their routes begin; the hub's own have no colon. */
    public static final String PREFIX = "camel:";
}
