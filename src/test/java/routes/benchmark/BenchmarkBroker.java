package routes.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import routes.event.Event;
import routes.model.InFlight;

/** One kind of broker, running as a process of its own, with places to read from and to write to. */
interface BenchmarkBroker extends AutoCloseable {

    /** The kind, as route files name it. */
    String kind();

    /** What a raw loop connects to as a source or as a target. */
    String address();

    /** What a raw loop is told as the name of a target. */
    default String rawTarget(String place) {
        return place;
    }

    /** The connection as hub.yaml has it. */
    String connection();

    /** The source as a route file has it. */
    String from(String place);

    /** The target as a route file has it. */
    String to(String place);

    /** How many events a route from it may have in flight where the route says nothing of it. */
    default int usualInFlight() {
        return InFlight.USUAL;
    }

    void create(String place);

    void delete(String place);

    /** Many at once, where the broker can. */
    default void create(List<String> places) {
        places.forEach(this::create);
    }

    /** The same, each with so many partitions where the broker has them. */
    default void create(List<String> places, int partitions) {
        create(places);
    }

    /** Many at once, where the broker can. */
    default void delete(List<String> places) {
        places.forEach(this::delete);
    }

    void fill(String place, List<Event> events);

    /** Sends at once, where the broker can without waiting until they are stored: for a steady pace. */
    default void send(String place, List<Event> events) {
        fill(place, events);
    }

    /** Each event into the next place in turn, the first of them into the place with this number. */
    default void fill(List<String> places, int first, List<Event> events) {
        List<List<Event>> parts =
                places.stream().<List<Event>>map(place -> new ArrayList<>()).toList();
        for (int i = 0; i < events.size(); i++) {
            parts.get((first + i) % places.size()).add(events.get(i));
        }
        for (int i = 0; i < places.size(); i++) {
            fill(places.get(i), parts.get(i));
        }
    }

    /** How many events are in a place that nobody reads; cheap enough to be asked several times a second. */
    long count(String place);

    /** How many are in all of them. */
    default long count(List<String> places) {
        return places.stream().mapToLong(this::count).sum();
    }

    /** Reads a place, for good, until that is enough; asks whether it is after every event and ten times a second. */
    void read(String place, Consumer<byte[]> bodies, BooleanSupplier enough);

    /** Whether events of one key come out in the order in which they went in. */
    boolean keepsOrder();

    /** Whether what a contender has read is gone, so that each needs a filling of its own. */
    boolean isEmptiedByReading();

    @Override
    void close();
}
