package routes.camel;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import routes.control.Halt;
import routes.control.RouteStatus;
import routes.event.Bytes;
import routes.model.CamelFiles;
import routes.model.Problem;
import routes.support.StructuredLogger;
import routes.support.Threads;

/** All plain Camel routes, used while they are enabled. Thread-safe. */
public final class PlainCamelRoutes implements CamelRoutes {

    private static final Logger LOG = StructuredLogger.of(PlainCamelRoutes.class);

    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    private final CamelFileOptions options;
    private final CamelRouteObserver observer;
    private final Map<String, CamelFile> camelFiles = new ConcurrentSkipListMap<>();
    private final Map<String, Runnable> published = new HashMap<>();
    private Optional<CamelFiles> files = Optional.empty();
    private boolean started;

    /**
     * @param halts returns the current halt of a route, by its name
     * @param drain the longest time to wait for exchanges in flight when routes stop
     */
    public PlainCamelRoutes(
            Function<String, Optional<Halt>> halts, CamelRouteObserver observer, Duration drain, Clock clock) {
        this.observer = observer;
        this.options = new CamelFileOptions(
                halts,
                drain,
                clock,
                Executors.newSingleThreadScheduledExecutor(Threads.named("hub-camel-routes")),
                new RouteIdOwners());
    }

    @Override
    public synchronized void begin() {
        LOG.warn("Plain Camel routes are enabled. The hub's guarantees do not apply to them (acknowledgement after"
                + " delivery, dead"
                + " letters, order, schemas), and everybody who can write to HUB_HOME/camel can run code in"
                + " this JVM");
        started = true;
        files.ifPresent(this::load);
        options.timer()
                .scheduleWithFixedDelay(
                        this::check, CHECK_INTERVAL.toMillis(), CHECK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void follow(CamelFiles now) {
        files = Optional.of(now);
        if (started) {
            load(now);
        }
    }

    private void load(CamelFiles now) {
        if (now.whole()) {
            camelFiles.forEach((path, file) -> {
                if (!now.texts().containsKey(path)) {
                    file.offer(Optional.empty());
                }
            });
        }
        now.texts()
                .forEach((path, text) -> camelFiles
                        .computeIfAbsent(path, name -> new CamelFile(name, options))
                        .offer(Optional.of(Bytes.of(text))));
    }

    private synchronized void check() {
        try {
            camelFiles.values().removeIf(CamelFile::isEmpty);
            camelFiles.values().forEach(CamelFile::check);
            publish();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("Checking the Camel routes failed; will retry");
        }
    }

    private void publish() {
        Set<String> gone = new HashSet<>(published.keySet());
        for (RouteStatus status : routes()) {
            gone.remove(status.name());
            published.computeIfAbsent(
                    status.name(), name -> observer.show(name, () -> own(name).orElse(status)));
        }
        gone.forEach(name -> published.remove(name).run());
    }

    @Override
    public List<RouteStatus> routes() {
        return camelFiles.values().stream()
                .flatMap(file -> file.statuses().stream())
                .toList();
    }

    @Override
    public Optional<RouteStatus> route(String name) {
        return own(name)
                .or(() -> routes().stream()
                        .filter(file -> file.name().equals(name))
                        .findFirst());
    }

    /** The status of a plain Camel route. Empty for a file that has problems and no routes. */
    private Optional<RouteStatus> own(String route) {
        return CamelFileOptions.id(route)
                .flatMap(id -> camelFiles(route)
                        .flatMap(file -> file.status(id).stream())
                        .findFirst());
    }

    @Override
    public List<Problem> problems() {
        return camelFiles.values().stream()
                .flatMap(file -> file.rejected().stream())
                .toList();
    }

    @Override
    public boolean has(String route) {
        return camelFiles(route).findAny().isPresent();
    }

    /** The file that contains the route, if there is one. */
    private Stream<CamelFile> camelFiles(String route) {
        Optional<String> id = CamelFileOptions.id(route);
        return camelFiles.values().stream().filter(file -> id.filter(file::has).isPresent());
    }

    @Override
    public void obey(String route) {
        camelFiles(route).forEach(file -> file.obey(CamelFileOptions.id(route).orElseThrow()));
    }

    @Override
    public void restart(String route) {
        camelFiles(route)
                .forEach(file -> file.restart(CamelFileOptions.id(route).orElseThrow()));
    }

    @Override
    public CompletableFuture<Void> leave() {
        CompletableFuture<?>[] leaving =
                camelFiles.values().stream().map(CamelFile::stop).toArray(CompletableFuture[]::new);
        options.timer().shutdownNow();
        return CompletableFuture.allOf(leaving)
                .completeOnTimeout(null, options.drain().toMillis(), TimeUnit.MILLISECONDS);
    }
}
