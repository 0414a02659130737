package routes.faults;

import java.util.List;
import java.util.stream.Stream;

/** All faults that are known. */
final class Faults {

    private static final List<Fault> ALL = Stream.of(
                    HubFaults.all(), ReplicaFaults.all(), BrokerFaults.all(), NetworkFaults.all(), EndpointFaults.all())
            .flatMap(List::stream)
            .toList();

    private Faults() {}

    static List<Fault> all() {
        return ALL;
    }

    static Fault named(String name) {
        return ALL.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no fault '" + name + "', but " + ALL));
    }
}
