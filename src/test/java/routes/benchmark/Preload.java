package routes.benchmark;

import java.util.HashMap;
import java.util.Map;

/** The places that contenders read from. What reading does not empty is filled once for all who want as many events. */
final class Preload implements AutoCloseable {

    private static final int PORTION = 10_000;

    private final Scenario course;
    private final Map<Integer, String> sources = new HashMap<>();

    Preload(Scenario course) {
        this.course = course;
    }

    /** A place with so many events. */
    String source(String lap, int events) {
        if (course.source().isEmptiedByReading()) {
            close();
        }
        return sources.computeIfAbsent(events, none -> filled(lap + "-source", events));
    }

    private String filled(String place, int events) {
        course.source().create(place);
        BenchmarkOrders orders = course.orders();
        for (int from = 0; from < events; from += PORTION) {
            course.source().fill(place, orders.from(from, Math.min(PORTION, events - from)));
        }
        return place;
    }

    @Override
    public void close() {
        sources.values().forEach(course.source()::delete);
        sources.clear();
    }
}
