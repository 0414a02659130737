package routes.model;

/** The forms of names that users choose, as regular expressions for both Java and JSON Schema. */
public final class NamePatterns {
    /** Names of connections, routes and templates. They appear in metrics, logs and URLs. */
    public static final String PATTERN = "^[a-z0-9][a-z0-9-]{0,62}$";

    /** Names of template parameters. They look like the keys of the format. */
    public static final String PARAMETER = "^[a-zA-Z][a-zA-Z0-9-]{0,62}$";

    private NamePatterns() {}
}
