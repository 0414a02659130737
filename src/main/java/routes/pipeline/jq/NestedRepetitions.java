package routes.pipeline.jq;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts how often the parts of a regular expression are repeated, those around them included, and refuses too much: the
 * engine counts no step for a repetition of nothing. Not thread-safe: used for one regular expression.
 */
final class NestedRepetitions {

    private static final long MOST = 100_000;

    private final Deque<Long> mostOfOuterGroups = new ArrayDeque<>();

    /** Of the last atom, and the most of all atoms of the open group. */
    private long ofAtom = 1;

    private long mostOfGroup = 1;

    /** A new atom begins. */
    void atom() {
        ofAtom = 1;
    }

    /** A group begins. */
    void open() {
        mostOfOuterGroups.push(mostOfGroup);
        mostOfGroup = 1;
    }

    /** The group ends, and is the last atom now. */
    void close() {
        ofAtom = mostOfGroup;
        mostOfGroup = Math.max(mostOfOuterGroups.pop(), ofAtom);
    }

    /**
     * The last atom is repeated.
     *
     * @param interval what stands between the braces, such as {@code 1,20}
     */
    void repeat(String interval) {
        ofAtom *= bound(interval);
        if (ofAtom > MOST) {
            throw OnigurumaTranslator.refused(
                    "a part of it is repeated more than " + MOST + " times, counting what is nested");
        }
        mostOfGroup = Math.max(mostOfGroup, ofAtom);
    }

    /** The larger number of an interval. */
    private static long bound(String interval) {
        String last = interval.endsWith(",") ? interval.substring(0, interval.length() - 1) : interval;
        String digits = last.substring(last.indexOf(',') + 1);
        return digits.length() > 6 ? MOST + 1 : Math.max(1, Long.parseLong(digits));
    }
}
