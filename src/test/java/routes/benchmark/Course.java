package routes.benchmark;

import java.util.List;

/** What every contender has to carry, from where, to where. */
record Course(Ground source, Ground target, Work work, int size, int events) {

    String name() {
        return source.kind() + "-" + target.kind();
    }

    /** Whether both brokers keep the order of a key. */
    boolean ordered() {
        return source.keepsOrder() && target.keepsOrder();
    }

    /** The same with another number of events. */
    Course of(int number) {
        return new Course(source, target, work, size, number);
    }

    /** The names of the target's places. */
    List<String> places(String lap) {
        return work.places() == 1 ? List.of(lap + "-a") : List.of(lap + "-a", lap + "-b");
    }
}
