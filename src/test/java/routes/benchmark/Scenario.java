package routes.benchmark;

import java.util.List;

/** What every contender has to carry, from where, to where. */
record Scenario(BenchmarkBroker source, BenchmarkBroker target, Work work, Workload load, int events) {

    String name() {
        return source.kind() + "-" + target.kind();
    }

    /** Whether both brokers keep the order of a key. */
    boolean ordered() {
        return source.keepsOrder() && target.keepsOrder();
    }

    /** The same with another number of events. */
    Scenario of(int number) {
        return new Scenario(source, target, work, load, number);
    }

    /** The names of the target's places. */
    List<String> places(String lap) {
        return work.places() == 1 ? List.of(lap + "-a") : List.of(lap + "-a", lap + "-b");
    }

    BenchmarkOrders orders() {
        return new BenchmarkOrders(load.size(), load.keys());
    }

    /** How many events are in all places together once all have arrived. */
    int arrivals() {
        return work == Work.BOTH ? 2 * events : events;
    }

    /** Counts what arrived in some places. */
    ArrivalCount tally() {
        return new ArrivalCount(events, load.keys());
    }
}
