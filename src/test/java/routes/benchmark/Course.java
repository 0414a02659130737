package routes.benchmark;

import java.util.List;

/** What every contender has to carry, from where, to where. */
record Course(Ground source, Ground target, Work work, Load load, int events) {

    String name() {
        return source.kind() + "-" + target.kind();
    }

    /** Whether both brokers keep the order of a key. */
    boolean ordered() {
        return source.keepsOrder() && target.keepsOrder();
    }

    /** The same with another number of events. */
    Course of(int number) {
        return new Course(source, target, work, load, number);
    }

    /** The names of the target's places. */
    List<String> places(String lap) {
        return work.places() == 1 ? List.of(lap + "-a") : List.of(lap + "-a", lap + "-b");
    }

    Orders orders() {
        return new Orders(load.size(), load.keys());
    }

    /** How many events are in all places together once all have arrived. */
    int arrivals() {
        return work == Work.BOTH ? 2 * events : events;
    }

    /** Counts what arrived in some places. */
    Tally tally() {
        return new Tally(events, load.keys());
    }
}
