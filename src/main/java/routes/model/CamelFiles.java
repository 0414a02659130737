package routes.model;

import java.util.Map;

/**
 * The contents of the files of plain Camel routes.
 *
 * @param texts the content of each file, by its path relative to HUB_HOME
 * @param whole whether all files could be read: only then does a file that is missing here not exist
 */
public record CamelFiles(Map<String, byte[]> texts, boolean whole) {

    /** The prefix of the names of plain Camel routes. Names of the hub's own routes have no colon. */
    public static final String PREFIX = "camel:";
}
