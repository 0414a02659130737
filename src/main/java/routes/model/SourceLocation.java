package routes.model;

/**
 * Where something is written: a file relative to HUB_HOME, line and column counted from 1, and the path of keys. A record
 * of the format that has a component of this type is told its own place; places take no part in equality, so that a
 * definition moved to another line is the same definition.
 *
 * @param also what else had a part in what is there, for the end of a message: the route for which a template was filled, or
 *     the template into which a value was put; empty for what is read as it is written
 */
public record SourceLocation(String file, int line, int column, String path, String also) {

    public static final SourceLocation NOWHERE = new SourceLocation("", 0, 0, "");

    public SourceLocation(String file, int line, int column, String path) {
        this(file, line, column, path, "");
    }

    /** The same spot, as that of another path of keys. */
    public SourceLocation as(String otherPath) {
        return new SourceLocation(file, line, column, otherPath, also);
    }

    /** The same place, with this to be told at the end of a message. */
    public SourceLocation telling(String more) {
        return new SourceLocation(file, line, column, path, more);
    }

    /** Without the path of keys: {@code routes/orders.yaml:7:13}. */
    public String spot() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }

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
