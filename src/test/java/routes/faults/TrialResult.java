package routes.faults;

import java.time.Duration;
import routes.testkit.BrokerUnderTest;
import routes.testkit.Direction;
import routes.testkit.EventLedger;

/**
 * One fault, once, and what it did.
 *
 * @param events how many were sent
 * @param sent how many of them when the fault struck
 * @param doubtful how many the source's broker did not confirm
 * @param struck whether and when it happened
 * @param recovered from when the hub had all that it needs until it delivered again
 * @param deadLetters of those that should not be there
 * @param findings at the target
 */
record TrialResult(
        Fault fault,
        Direction direction,
        long seed,
        int events,
        int sent,
        int doubtful,
        Fault.Struck struck,
        Duration recovered,
        int deadLetters,
        EventLedger.Findings findings) {

    /** For a hub to end, and to say that a route is not up. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** A fault that came too late, or not at all, proves nothing. */
    boolean isVoid() {
        return !struck.fired() || sent >= events;
    }

    boolean isPassed() {
        return !isVoid()
                && lost() == 0
                && corrupt() == 0
                && findings.unexpected().isEmpty()
                && outOfOrder() == 0
                && deadLetters == 0
                && duplicates() <= mostDuplicates()
                && struck.took().filter(took -> took.compareTo(LONGEST) > 0).isEmpty()
                && struck.noticed()
                        .filter(delay -> delay.compareTo(LONGEST) > 0)
                        .isEmpty()
                && struck.strain().filter(strain -> !strain.isBearable()).isEmpty();
    }

    int lost() {
        return findings.missing().size();
    }

    int corrupt() {
        return findings.changed();
    }

    int duplicates() {
        return findings.duplicates().size();
    }

    int outOfOrder() {
        boolean kept = direction.keepsOrder() && (!fault.replicated() || direction.from() == BrokerUnderTest.KAFKA);
        return kept ? findings.outOfOrder().size() : 0;
    }

    int mostDuplicates() {
        return switch (fault.promise()) {
            case BOUNDED -> fault.moves() * DuplicateBound.afterACrash(direction.from(), FaultTrial.IN_FLIGHT);
            case NO_DUPLICATES -> DuplicateBound.afterAStop(direction, FaultTrial.IN_FLIGHT);
            case AT_LEAST_ONCE -> Integer.MAX_VALUE;
        };
    }

    @Override
    public String toString() {
        return "%s, %s, seed %d: struck when %d of %d were sent (%d in doubt); lost %d, corrupt %d, unexpected %d, out of order %d, repeated %d, dead letters %d, recovered after %d ms%s%s%s: %s%s"
                .formatted(
                        fault,
                        direction,
                        seed,
                        sent,
                        events,
                        doubtful,
                        lost(),
                        corrupt(),
                        findings.unexpected().size(),
                        outOfOrder(),
                        duplicates(),
                        deadLetters,
                        recovered.toMillis(),
                        struck.took()
                                .map(took -> ", ended in " + took.toMillis() + " ms")
                                .orElse(""),
                        struck.noticed()
                                .map(delay -> ", seen after " + delay.toMillis() + " ms")
                                .orElse(""),
                        struck.strain().map(strain -> ", " + strain).orElse(""),
                        isVoid() ? "VOID" : isPassed() ? "passed" : "FAILED",
                        isPassed() ? "" : ", " + findings);
    }
}
