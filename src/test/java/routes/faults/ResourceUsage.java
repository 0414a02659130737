package routes.faults;

import java.util.List;
import java.util.stream.Stream;
import routes.testkit.HubProcess;
import routes.testkit.JavaProcess;

/**
 * What a hub needs at one moment.
 *
 * @param heap in KiB, after a full collection
 */
record ResourceUsage(long heap, long threads, long files) {

    private static final double TOLERATED = 0.1;

    static ResourceUsage of(HubProcess hub) {
        JavaProcess process = new JavaProcess(hub.pid());
        return new ResourceUsage(process.liveHeap(), process.threads(), process.openFiles());
    }

    /** Whether what is needed has grown by less than a tenth. */
    static boolean areLevel(List<ResourceUsage> seen) {
        return trends(seen).allMatch(trend -> trend.growth() < TOLERATED);
    }

    static String trend(List<ResourceUsage> seen) {
        return String.format(
                "heap in KiB: %s%nthreads: %s%nopen files: %s",
                trends(seen).map(Trend::toString).toArray());
    }

    private static Stream<Trend> trends(List<ResourceUsage> seen) {
        return Stream.of(
                Trend.of(seen, ResourceUsage::heap),
                Trend.of(seen, ResourceUsage::threads),
                Trend.of(seen, ResourceUsage::files));
    }
}
