package routes.benchmark;

import java.util.List;

/**
 * What every contender has to carry, from where, to where.
 *
 * @param inFlight how many events the raw loop and the hub may have taken and not yet seen stored
 */
record Course(Ground source, Ground target, Work work, int size, int events, int inFlight) {

    String name() {
        return source.kind() + "-" + target.kind();
    }

    /** Whether both brokers keep the order of a key. */
    boolean ordered() {
        return source.keepsOrder() && target.keepsOrder();
    }

    /** The same with another number of events. */
    Course of(int number) {
        return new Course(source, target, work, size, number, inFlight);
    }

    /** The names of the target's places. */
    List<String> places(String lap) {
        return work.places() == 1 ? List.of(lap + "-a") : List.of(lap + "-a", lap + "-b");
    }
}
