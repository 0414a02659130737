package routes.benchmark;

/**
 * How wide a course is.
 *
 * @param routes that share the events, each from a place of its own to places of its own
 * @param branches of a {@code choose}, where the work has that many
 * @param targets that get every event, where the work has that many
 * @param partitions of each place, where its broker has them
 */
record Shape(int routes, int branches, int targets, int partitions) {

    /** Unless told otherwise. */
    static final Shape USUAL = new Shape(1, 21, 2, 4);

    /** As part of the name of a file. */
    String name() {
        return part(routes, USUAL.routes, "routes")
                + part(branches, USUAL.branches, "branches")
                + part(targets, USUAL.targets, "targets")
                + part(partitions, USUAL.partitions, "partitions");
    }

    private static String part(int value, int usual, String what) {
        return value == usual ? "" : "-" + what + "-" + value;
    }

    @Override
    public String toString() {
        return name().replaceAll("-([a-z]+)-([0-9]+)", ", $2 $1");
    }
}
