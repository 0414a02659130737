package routes.definition;

/**
 * Where something is written: a file relative to HUB_HOME, line and column counted from 1, and the path of keys. A record
 * of the format that has a component of this type is told its own place; places take no part in equality, so that a
 * definition moved to another line is the same definition.
 */
public record Place(String file, int line, int column, String path) {

    public static final Place NOWHERE = new Place("", 0, 0, "");

    @Override
    public boolean equals(Object other) {
        return other instanceof Place;
    }

    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        String spot = line == 0 ? file : file + ":" + line + ":" + column;
        return path.isEmpty() ? spot : spot + ": " + path;
    }
}
