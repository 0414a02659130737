package routes.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import routes.testkit.HubProcess;
import routes.testkit.JavaProcess;

/**
 * What a long outage does to a hub.
 *
 * @param heapBefore in KiB, soon after it began, with all in flight that may be
 * @param heapAfter in KiB, before it ended
 * @param rebalances how often partitions of Kafka were handed out anew meanwhile
 */
record OutageCost(long heapBefore, long heapAfter, int rebalances) {

    private static final long TOLERATED_KIB = 10 * 1024;
    private static final String REBALANCED = "Partitions assigned";

    /** The state of things at one moment. */
    record Moment(long heap, int rebalances) {}

    static Moment now(HubProcess hub) {
        try {
            int rebalances = (int) Files.readAllLines(hub.output()).stream()
                    .filter(line -> line.contains(REBALANCED))
                    .count();
            return new Moment(new JavaProcess(hub.pid()).liveHeap(), rebalances);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static OutageCost between(Moment before, Moment after) {
        return new OutageCost(before.heap(), after.heap(), after.rebalances() - before.rebalances());
    }

    @Override
    public String toString() {
        return "heap %+d KiB, rebalances %d".formatted(heapAfter - heapBefore, rebalances);
    }

    boolean isBearable() {
        return heapAfter - heapBefore < TOLERATED_KIB && rebalances == 0;
    }
}
