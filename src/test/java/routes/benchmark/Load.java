package routes.benchmark;

/**
 * What the events of a course are like, and how many at once.
 *
 * @param size of a body, in bytes
 * @param keys how many different keys they have
 * @param inFlight how many of them the raw loop and the hub may have taken and not yet seen stored
 */
record Load(int size, int keys, int inFlight) {

    /** Unless told otherwise. */
    static final int USUAL_KEYS = 1_000;
}
