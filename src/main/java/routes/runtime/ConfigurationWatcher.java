package routes.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import routes.config.ConfigReader;
import routes.config.ReadResult;
import routes.support.ResourceExhaustion;
import routes.support.StructuredLogger;
import routes.support.Threads;

/**
 * Polls HUB_HOME for changes. It compares the content, since file times and symbolic links are not reliable, for example in a
 * mounted ConfigMap. A change is applied only after two consecutive polls have found the same content, so that no partially
 * written file is applied. Thread-safe.
 */
public final class ConfigurationWatcher implements AutoCloseable {

    private static final Logger LOG = StructuredLogger.of(ConfigurationWatcher.class);

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private final ConfigReader reader;
    private final Path home;
    private final Duration interval;
    private final Consumer<ReadResult> follower;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Threads.named("hub-watch"));
    private Set<Path> secrets;
    private String followed;
    private String seen;

    /**
     * @param known the result of the last read
     * @param interval the time within which a complete change is applied
     * @param follower called with every change, on the thread of this watcher
     */
    public ConfigurationWatcher(
            ConfigReader reader, Path home, ReadResult known, Duration interval, Consumer<ReadResult> follower) {
        this.reader = reader;
        this.home = home;
        if (interval.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "hub.watch must be " + SHORTEST.toMillis() + "ms at least, but is " + interval.toMillis() + "ms");
        }
        this.interval = interval;
        this.follower = follower;
        this.secrets = known.secrets();
        this.followed = known.state();
        this.seen = followed;
    }

    public void begin() {
        again(interval.dividedBy(2));
    }

    /**
     * Applies a change that was written completely, without a second poll, unless something else has changed too. Waits until it
     * is applied, so that an order that is given afterwards finds it, but not for longer than {@link #MAX_WAIT}.
     *
     * @param expected the state of HUB_HOME that results from the change
     */
    public void takeUp(String expected) {
        Future<?> taken = clock.submit(() -> {
            try {
                String now = ConfigReader.state(home, secrets);
                if (now.equals(expected) && !now.equals(followed)) {
                    took(now);
                }
            } catch (RuntimeException | Error e) {
                ResourceExhaustion.endIfOutOfMemory(e);
                LOG.atError().setCause(e).log("Scanning HUB_HOME failed; will retry");
            }
        });
        try {
            taken.get(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | CancellationException e) {
            LOG.atWarn()
                    .setCause(e)
                    .log("A change of HUB_HOME is not applied yet; the next scan of HUB_HOME will apply it");
        }
    }

    private void again(Duration pause) {
        clock.schedule(this::look, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        Duration pause = interval.dividedBy(2);
        try {
            String now = ConfigReader.state(home, secrets);
            boolean settled = now.equals(seen);
            seen = now;
            if (!now.equals(followed)) {
                pause = settled && took(now) ? pause : interval.dividedBy(4);
            }
        } catch (RuntimeException | Error e) {
            ResourceExhaustion.endIfOutOfMemory(e);
            LOG.atError().setCause(e).log("Scanning HUB_HOME failed; will retry");
        }
        if (!clock.isShutdown()) {
            again(pause);
        }
    }

    /** Reads and applies the change. Returns false if HUB_HOME has changed again since the state was computed. */
    private boolean took(String state) {
        ReadResult reading = reader.read(home);
        if (!reading.secrets().equals(secrets)) {
            secrets = reading.secrets();
            return false;
        }
        if (!reading.state().equals(state)) {
            return false;
        }
        follower.accept(reading);
        followed = reading.state();
        seen = followed;
        return true;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
