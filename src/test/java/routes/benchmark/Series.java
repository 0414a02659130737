package routes.benchmark;

import java.util.List;
import java.util.Locale;

/** What is made larger step by step, all else being as usual, to see what it does to the hub. */
enum Series {
    /** The same events, shared by so many routes. */
    ROUTES(Work.PASS, "routes", 1, 10, 100) {
        @Override
        Shape shape(int value) {
            return new Shape(value, USUAL.branches(), USUAL.targets(), USUAL.partitions());
        }
    },
    KEYS(Work.PASS, "keys", 1, 10, 100, 1_000, 10_000, 100_000) {
        @Override
        Workload load(int value, int inFlight) {
            return new Workload(SIZE, value, inFlight);
        }
    },
    /** All but the last are tests of one field, and no event takes one of those. */
    BRANCHES(Work.BRANCHES, "branches of a choose", 1, 5, 20, 100, 500) {
        @Override
        Shape shape(int value) {
            return new Shape(USUAL.routes(), value, USUAL.targets(), USUAL.partitions());
        }
    },
    /** Every event goes to all of them. */
    TARGETS(Work.BOTH, "targets", 1, 2, 3, 4, 5) {
        @Override
        Shape shape(int value) {
            return new Shape(USUAL.routes(), USUAL.branches(), value, USUAL.partitions());
        }
    },
    BODIES(Work.PASS, "bytes of a body", 200, 1_024, 10_240, 102_400, 1_048_576) {
        @Override
        Workload load(int value, int inFlight) {
            return new Workload(value, Workload.USUAL_KEYS, inFlight);
        }
    },
    /** Of the source's topic and of the target's. */
    PARTITIONS(Work.PASS, "partitions", 1, 4, 16, 64) {
        @Override
        Shape shape(int value) {
            return new Shape(USUAL.routes(), USUAL.branches(), USUAL.targets(), value);
        }
    };

    private static final Shape USUAL = Shape.USUAL;
    private static final int SIZE = 1_024;

    private final Work work;
    private final String unit;
    private final List<Integer> steps;

    Series(Work work, String unit, Integer... steps) {
        this.work = work;
        this.unit = unit;
        this.steps = List.of(steps);
    }

    Work work() {
        return work;
    }

    /** What is counted. */
    String unit() {
        return unit;
    }

    List<Integer> steps() {
        return steps;
    }

    Workload load(int value, int inFlight) {
        return new Workload(SIZE, Workload.USUAL_KEYS, inFlight);
    }

    Shape shape(int value) {
        return USUAL;
    }

    /** Also part of the names of its files. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }
}
