package routes.model;

/**
 * The location of a value: a file relative to HUB_HOME, line and column counted from 1, and the path of keys. The reader
 * fills every record component of this type. All locations are equal to each other, so that a definition that only moved to
 * another line equals the old one.
 *
 * @param also a note for the end of a message: the route for which a template was expanded, or the template into which a
 *     value was inserted; empty for a value outside of templates
 */
public record SourceLocation(String file, int line, int column, String path, String also) {

    public static final SourceLocation NOWHERE = new SourceLocation("", 0, 0, "");

    public SourceLocation(String file, int line, int column, String path) {
        this(file, line, column, path, "");
    }

    /** The same line and column with another path of keys. */
    public SourceLocation as(String otherPath) {
        return new SourceLocation(file, line, column, otherPath, also);
    }

    /** The same location with another note for the end of a message. */
    public SourceLocation telling(String more) {
        return new SourceLocation(file, line, column, path, more);
    }

    /** File, line and column without the path of keys: {@code routes/orders.yaml:7:13}. */
    public String spot() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }

    /** True for every other location; see the class comment. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SourceLocation;
    }

    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return path.isEmpty() ? spot() : spot() + ": " + path;
    }
}
