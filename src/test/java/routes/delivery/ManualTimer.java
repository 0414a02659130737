package routes.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A timer and a clock that a test moves by hand. No thread of its own. */
public final class ManualTimer extends ScheduledThreadPoolExecutor {

    private final List<Due> waiting = new ArrayList<>();
    private long now;
    private long number;

    public ManualTimer() {
        super(0);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
        Due due = new Due(work, now + unit.toNanos(delay), number++);
        waiting.add(due);
        return due;
    }

    /** How long until the next alarm; empty where there is none. */
    Optional<Duration> next() {
        return waiting.stream().min(Comparator.naturalOrder()).map(due -> Duration.ofNanos(due.at - now));
    }

    int getWaiting() {
        return waiting.size();
    }

    /** Moves to the next alarm and rings it. Returns whether there was one. */
    public boolean ring() {
        Optional<Due> first = waiting.stream().min(Comparator.naturalOrder());
        first.ifPresent(due -> {
            waiting.remove(due);
            now = Math.max(now, due.at);
            due.run();
        });
        return first.isPresent();
    }

    Clock clock() {
        InstantSource moved = () -> Instant.EPOCH.plusSeconds(1_000).plusNanos(now);
        return moved.withZone(ZoneOffset.UTC);
    }

    private static final class Due extends FutureTask<Void> implements RunnableScheduledFuture<Void> {

        private final long at;
        private final long number;

        Due(Runnable work, long at, long number) {
            super(work, null);
            this.at = at;
            this.number = number;
        }

        @Override
        public boolean isPeriodic() {
            return false;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(at, TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Comparator.comparingLong((Due due) -> due.at)
                    .thenComparingLong(due -> due.number)
                    .compare(this, (Due) other);
        }
    }
}
