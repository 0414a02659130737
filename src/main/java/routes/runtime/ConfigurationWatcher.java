package routes.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.config.ConfigReader;
import routes.config.ReadResult;
import routes.support.Threads;

/**
 * Looks at HUB_HOME again and again, by its content: times and links may say what they like, as those of a mounted ConfigMap do.
 * A change counts once two looks in a row have found the same, so that nothing is taken up that is half written.
 */
public final class ConfigurationWatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationWatcher.class);

    private static final Duration SHORTEST = Duration.ofMillis(100);

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
     * @param known what was read last
     * @param interval within which a change that is whole is taken up
     * @param follower is told of every change, on the watch's own thread
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
     * Somebody has written something whole: it is taken up without a second look, unless others have changed something too. Does not
     * wait.
     *
     * @param expected the state that it makes of what was there
     */
    public void takeUp(String expected) {
        clock.execute(() -> {
            try {
                String now = ConfigReader.state(home, secrets);
                if (now.equals(expected) && !now.equals(followed)) {
                    took(now);
                }
            } catch (RuntimeException | Error e) {
                LOG.atError().setCause(e).log("HUB_HOME could not be looked at: tried again later");
            }
        });
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
            LOG.atError().setCause(e).log("HUB_HOME could not be looked at: tried again later");
        }
        if (!clock.isShutdown()) {
            again(pause);
        }
    }

    /** Whether what was read is what was seen, and not already the next change. */
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
