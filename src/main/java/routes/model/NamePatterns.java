package routes.model;

/** How what an operator names is named, as regular expressions that Java and JSON Schema both understand. */
public final class NamePatterns {
    /** Connections, routes and templates: metrics, logs and URLs carry these names. */
    public static final String PATTERN = "^[a-z0-9][a-z0-9-]{0,62}$";

    /** Parameters: like the keys that they stand beside. */
    public static final String PARAMETER = "^[a-zA-Z][a-zA-Z0-9-]{0,62}$";

    private NamePatterns() {}
}
