package routes.benchmark;

/**
 * What the events of a course are like, and how many at once.
 *
 * @param size of a body, in bytes
 * @param keys how many different keys they have
 * @param inFlight how many of them the raw loop and the hub may have taken and not yet seen stored; {@link #AS_SHIPPED} is what a
 *     route allows that says nothing of it
 */
record Workload(int size, int keys, int inFlight) {

    /** Unless told otherwise. */
    static final int USUAL_KEYS = 1_000;

    static final int AS_SHIPPED = 0;

    /** As part of the name of a file. */
    String name() {
        return size
                + (keys == USUAL_KEYS ? "" : "-keys-" + keys)
                + (inFlight == AS_SHIPPED ? "" : "-in-flight-" + inFlight);
    }

    @Override
    public String toString() {
        return size + " B" + (keys == USUAL_KEYS ? "" : ", %,d keys".formatted(keys))
                + (inFlight == AS_SHIPPED ? "" : ", %,d in flight".formatted(inFlight));
    }
}
