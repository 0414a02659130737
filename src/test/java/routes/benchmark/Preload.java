package routes.benchmark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The places that contenders read from. What reading does not empty is filled once for all who want as many events. */
final class Preload implements AutoCloseable {

    private static final int PORTION = 10_000;
    private static final long PORTION_BYTES = 32L << 20;

    private final Scenario course;
    private final Map<Integer, String> sources = new HashMap<>();

    Preload(Scenario course) {
        this.course = course;
    }

    /** A place with so many events, or one for each route that have so many together. */
    String source(String lap, int events) {
        if (course.source().isEmptiedByReading()) {
            close();
        }
        return sources.computeIfAbsent(events, none -> filled(lap + "-source", events));
    }

    private String filled(String place, int events) {
        List<String> places = course.sources(place);
        course.source().create(places, course.shape().partitions());
        BenchmarkOrders orders = course.orders();
        for (int from = 0; from < events; from += portion()) {
            course.source().fill(places, from, orders.from(from, Math.min(portion(), events - from)));
        }
        return place;
    }

    private int portion() {
        return (int) Math.max(1, Math.min(PORTION, PORTION_BYTES / course.load().size()));
    }

    @Override
    public void close() {
        sources.values().forEach(place -> course.source().delete(course.sources(place)));
        sources.clear();
    }
}
