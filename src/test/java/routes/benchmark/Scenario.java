package routes.benchmark;

import java.util.List;
import java.util.stream.IntStream;

/** What every contender has to carry, from where, to where. */
record Scenario(BenchmarkBroker source, BenchmarkBroker target, Work work, Workload load, Shape shape, int events) {

    /** The bytes that a route allows in flight that says nothing of it. */
    private static final int BYTES_IN_FLIGHT = 16 << 20;

    String name() {
        return source.kind() + "-" + target.kind();
    }

    /** Whether both brokers keep the order of a key. */
    boolean ordered() {
        return source.keepsOrder() && target.keepsOrder();
    }

    /** The same with another number of events. */
    Scenario of(int number) {
        return new Scenario(source, target, work, load, shape, number);
    }

    /** The names of the source's places, one for each route. */
    List<String> sources(String place) {
        return routes(place);
    }

    /** The names of the target's places, route by route. */
    List<String> places(String lap) {
        return routes(lap).stream()
                .flatMap(route -> IntStream.range(0, placesOfRoute()).mapToObj(i -> route + "-" + (char) ('a' + i)))
                .toList();
    }

    int placesOfRoute() {
        return work == Work.BOTH ? shape.targets() : work.places();
    }

    private List<String> routes(String name) {
        return shape.routes() == 1
                ? List.of(name)
                : IntStream.range(0, shape.routes())
                        .mapToObj(route -> name + "-" + route)
                        .toList();
    }

    /** How many events a raw loop may have in flight: as many as the hub at most, whose limit is in bytes, too. */
    int inFlight() {
        int events = load.inFlight() == Workload.AS_SHIPPED ? source.usualInFlight() : load.inFlight();
        return Math.min(events, Math.max(1, BYTES_IN_FLIGHT / load.size()));
    }

    BenchmarkOrders orders() {
        return new BenchmarkOrders(load.size(), load.keys());
    }

    /** In how many places an event arrives. */
    int copies() {
        return work == Work.BOTH ? placesOfRoute() : 1;
    }

    /** How many events are in all places together once all have arrived. */
    int arrivals() {
        return copies() * events;
    }

    /** Counts what arrived in some places. */
    ArrivalCount tally() {
        return new ArrivalCount(events, load.keys());
    }
}
