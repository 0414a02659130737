package routes.benchmark;

import java.util.Arrays;
import java.util.BitSet;

/** What has arrived, by the numbers of the orders. Not thread-safe. */
final class ArrivalCount {

    private final int expected;
    private final BitSet seen = new BitSet();
    private final int[] lastOfKey;
    private int arrived;
    private int duplicates;
    private int outOfOrder;
    private int foreign;

    /** @param keys so many events in a row have different keys */
    ArrivalCount(int expected, int keys) {
        this.expected = expected;
        this.lastOfKey = new int[keys];
        Arrays.fill(lastOfKey, -1);
    }

    void arrived(byte[] body) {
        arrived++;
        int number = BenchmarkOrders.number(body);
        if (number < 0 || number >= expected) {
            foreign++;
        } else if (seen.get(number)) {
            duplicates++;
        } else {
            seen.set(number);
            int key = number % lastOfKey.length;
            if (number < lastOfKey[key]) {
                outOfOrder++;
            }
            lastOfKey[key] = Math.max(number, lastOfKey[key]);
        }
    }

    int arrived() {
        return arrived;
    }

    int missing() {
        return expected - seen.cardinality();
    }

    int duplicates() {
        return duplicates;
    }

    int outOfOrder() {
        return outOfOrder;
    }

    int foreign() {
        return foreign;
    }
}
