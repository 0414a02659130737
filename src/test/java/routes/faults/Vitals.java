package routes.faults;

import routes.brokers.HubProcess;
import routes.brokers.JavaProcess;












import java.util.List;
import java.util.stream.Stream;

/**
 * What a hub needs at one moment.
 *
 * @param heap in KiB, after a full collection
 */
record Vitals(long heap, long threads, long files) {

    private static final double TOLERATED = 0.1;

    static Vitals of(HubProcess hub) {
        JavaProcess process = new JavaProcess(hub.pid());
        return new Vitals(process.liveHeap(), process.threads(), process.openFiles());
    }

    /** Whether what is needed has grown by less than a tenth. */
    static boolean areLevel(List<Vitals> seen) {
        return trends(seen).allMatch(trend -> trend.growth() < TOLERATED);
    }

    static String trend(List<Vitals> seen) {
        return String.format(
                "heap in KiB: %s%nthreads: %s%nopen files: %s",
                trends(seen).map(Trend::toString).toArray());
    }

    private static Stream<Trend> trends(List<Vitals> seen) {
        return Stream.of(Trend.of(seen, Vitals::heap), Trend.of(seen, Vitals::threads), Trend.of(seen, Vitals::files));
    }
}
