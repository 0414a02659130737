package routes.faults;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import routes.event.Event;
import routes.testkit.Direction;
import routes.testkit.SteadyLoad;

/**
 * Something that happens to the hub or to a broker while events are on their way.
 *
 * @param promise what must hold beside that nothing is lost
 * @param moves how often the work moves to a hub that begins with it: each move may repeat as much as a crash
 * @param way how events go that it can strike
 * @param where it proves anything
 * @param dying which dead letters are as they should be
 * @param replicated whether several hubs share the work meanwhile
 * @param lasting so long at least events must be sent, so that it strikes in the middle
 * @param act how it is done, and undone
 */
record Fault(
        String name,
        Promise promise,
        int moves,
        TrialLoad way,
        BiPredicate<FaultEnvironment, Direction> where,
        Predicate<Event> dying,
        boolean replicated,
        Duration lasting,
        Act act) {

    /**
     * Where it strikes.
     *
     * @param route the one whose events are on their way
     */
    record Scene(
            FaultEnvironment stage,
            Replicas fleet,
            Direction direction,
            String route,
            SteadyLoad load,
            ReceivedEvents intake) {

        TrialEndpoints places() {
            return TrialEndpoints.of(route);
        }
    }

    @FunctionalInterface
    interface Act {
        Struck on(Scene scene);
    }

    /**
     * What is left of it.
     *
     * @param fired whether it demonstrably happened; if not, the trial is void
     * @param since from when on, in nanoseconds, the hub has all that it needs to go on
     * @param took how long the hub took to end, where it was asked to
     * @param noticed how long it took until the route was said to be not up, where that was looked for
     */
    record Struck(
            boolean fired,
            long since,
            Optional<Duration> took,
            Optional<Duration> noticed,
            Optional<OutageCost> strain) {

        /** It is over now. */
        static Struck now(boolean fired) {
            return at(fired, System.nanoTime());
        }

        static Struck at(boolean fired, long since) {
            return new Struck(fired, since, Optional.empty(), Optional.empty(), Optional.empty());
        }

        Struck endedAfter(Duration ending) {
            return new Struck(fired, since, Optional.of(ending), noticed, strain);
        }

        Struck noticedAfter(Duration delay) {
            return new Struck(fired, since, took, Optional.of(delay), strain);
        }

        Struck strained(OutageCost found) {
            return new Struck(fired, since, took, noticed, Optional.of(found));
        }
    }

    enum Promise {
        /** As many events may come twice as a crash of the hub may repeat. */
        BOUNDED,
        /** Between Kafka and RabbitMQ nothing comes twice. */
        NO_DUPLICATES,
        /** A confirmation that is lost is a duplicate, however many there are. */
        AT_LEAST_ONCE
    }

    /** One that can strike everywhere, and because of which no event may become a dead letter. */
    static Fault of(String name, Promise promise, Act act) {
        return new Fault(
                name,
                promise,
                1,
                TrialLoad.STRAIGHT,
                (stage, direction) -> true,
                letter -> false,
                false,
                Duration.ZERO,
                act);
    }

    Fault where(BiPredicate<FaultEnvironment, Direction> place) {
        return new Fault(name, promise, moves, way, place, dying, replicated, lasting, act);
    }

    Fault by(TrialLoad other) {
        return new Fault(name, promise, moves, other, where, dying, replicated, lasting, act);
    }

    Fault burying(Predicate<Event> some) {
        return new Fault(name, promise, moves, way, where, some, replicated, lasting, act);
    }

    Fault under(Duration load) {
        return new Fault(name, promise, moves, way, where, dying, replicated, load, act);
    }

    /** With several hubs, among which the work moves so often. */
    Fault moving(int times) {
        return new Fault(name, promise, times, way, where, dying, true, lasting, act);
    }

    /** Whether it proves anything there: a broker that forgets everything when it is killed loses events by itself. */
    boolean canStrike(FaultEnvironment stage, Direction direction) {
        return where.test(stage, direction);
    }

    Struck strike(Scene scene) {
        return act.on(scene);
    }

    /** A fault is over when its time is, whatever the hub makes of it. */
    static void last(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
