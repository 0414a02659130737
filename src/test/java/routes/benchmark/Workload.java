package routes.benchmark;

import java.util.Optional;

/**
 * What the events of a course are like, and how many at once.
 *
 * @param size of a body, in bytes
 * @param keys how many different keys they have
 * @param inFlight how many of them the raw loop and the hub may have taken and not yet seen stored; empty for what a route allows
 *     that says nothing of it
 */
record Workload(int size, int keys, Optional<Integer> inFlight) {

    /** Unless told otherwise. */
    static final int USUAL_KEYS = 1_000;

    /** The bytes that a route allows in flight that says nothing of it. */
    private static final int USUAL_BYTES_IN_FLIGHT = 16 << 20;

    /** How many the raw loop may have in flight: as many as the hub may have at most. */
    int inFlight(BenchmarkBroker source) {
        return Math.min(inFlight.orElse(source.usualInFlight()), Math.max(1, USUAL_BYTES_IN_FLIGHT / size));
    }

    /** As part of the name of a file. */
    String name() {
        return size
                + (keys == USUAL_KEYS ? "" : "-keys-" + keys)
                + inFlight.map(events -> "-in-flight-" + events).orElse("");
    }

    @Override
    public String toString() {
        return size + " B" + (keys == USUAL_KEYS ? "" : ", %,d keys".formatted(keys))
                + inFlight.map(", %,d in flight"::formatted).orElse("");
    }
}
