package routes.camel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.control.RouteStatus;
import routes.control.StatusHistory;
import routes.event.Bytes;
import routes.model.Problem;

/**
 * The name of a file of plain Camel routes: what runs under it, and what became of the last change. Changed by its attendant alone, one
 * thing after the other. Thread-safe.
 */
final class CamelFile {

    private static final Logger LOG = LoggerFactory.getLogger(CamelFile.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final String file;
    private final CamelFileOptions rules;
    private final FileWorker attendant;
    private final StatusHistory sightings;
    private final Map<String, ExchangeCounters> tallies = new ConcurrentHashMap<>();
    private Optional<Future<?>> retry = Optional.empty();
    /** Whether a change waits for its turn. */
    private boolean isDue;

    private volatile Optional<Bytes> wanted = Optional.empty();
    private volatile Optional<CamelFileRoutes> current = Optional.empty();
    private volatile List<Problem> rejected = List.of();
    /** The ids that another file would have to give up first. */
    private volatile Set<String> clashing = Set.of();

    /** @param file its path relative to HUB_HOME */
    CamelFile(String file, CamelFileOptions rules) {
        this.file = file;
        this.rules = rules;
        this.sightings = new StatusHistory(rules.clock());
        this.attendant = new FileWorker(file);
    }

    /** What the file holds now; empty where it is gone. Does not wait, and interrupts what is just tried for its sake. */
    void offer(Optional<Bytes> text) {
        if (!text.equals(wanted)) {
            want(text);
            attendant.execute(this::change);
        }
    }

    private synchronized void want(Optional<Bytes> text) {
        wanted = text;
        isDue = true;
        hurry();
    }

    /** What is tried just now is to end where a change waits for its turn. */
    private synchronized void hurry() {
        if (isDue) {
            attendant.interrupt();
        }
    }

    private synchronized Optional<Bytes> due() {
        isDue = false;
        return wanted;
    }

    private void change() {
        Optional<Bytes> text = due();
        if (text.isEmpty()) {
            vacate();
        } else if (current.map(CamelFileRoutes::text).equals(text)) {
            rejected = List.of();
            clashing = Set.of();
            rules.names().keep(file, current.orElseThrow().routes().keySet());
        } else {
            Preflight found =
                    attendant.tried(() -> Preflight.of(file, text.get().array()));
            if (text.equals(wanted)) {
                judge(text.get(), found);
            }
        }
    }

    private void judge(Bytes text, Preflight found) {
        if (!found.problems().isEmpty()) {
            rules.names().unwish(file);
            reject(found.problems(), Set.of());
            return;
        }
        Set<String> ids = found.routes().keySet();
        List<Problem> clashes = rules.names().claim(file, found.routes());
        reject(clashes, clashes.isEmpty() ? Set.of() : ids);
        if (clashes.isEmpty()) {
            replace(new CamelFileRoutes(file, text, found.routes(), rules, this::tally), FIRST_PAUSE);
            LOG.atInfo()
                    .addKeyValue("file", file)
                    .addKeyValue("routes", ids)
                    .log("A file of Camel routes was taken up");
        } else if (rules.names().areUnwanted(file, ids)) {
            giveWay();
        }
    }

    private void reject(List<Problem> problems, Set<String> ids) {
        rejected = problems;
        clashing = ids;
        problems.forEach(
                problem -> LOG.atError().addKeyValue("problem", problem).log("Problem in HUB_HOME"));
    }

    /** Its routes stop, so that those of files that exchange ids with it can take them; then it has its turn. */
    private void giveWay() {
        current.ifPresent(CamelFileRoutes::leave);
        current = Optional.empty();
        rules.names().keep(file, Set.of());
    }

    private ExchangeCounters tally(String route) {
        return tallies.computeIfAbsent(route, id -> new ExchangeCounters(rules.clock()));
    }

    private void replace(CamelFileRoutes guest, Duration pause) {
        current.ifPresent(CamelFileRoutes::leave);
        current = Optional.of(guest);
        Set<String> ids = guest.routes().keySet();
        rules.names().keep(file, ids);
        tallies.keySet().retainAll(ids);
        attendant.tried(() -> {
            guest.moveIn();
            return guest;
        });
        tryAgain(pause);
    }

    /** After this pause, and then after longer ones; nothing happens where all has started that should. */
    private void tryAgain(Duration pause) {
        retry.ifPresent(waiting -> waiting.cancel(false));
        retry = current.filter(guest -> wanted.isPresent() && guest.hasFailed())
                .map(guest -> rules.timer()
                        .schedule(
                                () -> attendant.execute(() -> again(pause)), pause.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void again(Duration pause) {
        Duration longer = pause.multipliedBy(2);
        Duration next = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        current.filter(CamelFileRoutes::hasFailed).ifPresent(guest -> {
            if (guest.isLost()) {
                replace(guest.anew(), next);
            } else {
                guest.again();
                tryAgain(next);
            }
        });
    }

    private void vacate() {
        giveWay();
        rules.names().unwish(file);
        rejected = List.of();
        clashing = Set.of();
        tallies.clear();
    }

    /**
     * Tries once more what only the ids of another file stood in the way of, and what an order asked for in vain; once more
     * interrupts what did not end by that.
     */
    void look() {
        hurry();
        Set<String> ids = clashing;
        if (!ids.isEmpty() && rules.names().areFree(file, ids)) {
            clashing = Set.of();
            attendant.execute(this::change);
        }
        if (attendant.isIdle()) {
            current.ifPresent(guest ->
                    guest.routes().keySet().stream().filter(guest::disobeys).forEach(this::obey));
        }
    }

    boolean has(String route) {
        return current.filter(guest -> guest.routes().containsKey(route)).isPresent();
    }

    /** The route runs, pauses or stops as the order says that holds now. Does not wait for it. */
    void obey(String route) {
        attendant.execute(() -> serve(guest -> guest.obey(route)));
    }

    /** The route stops and starts anew; all of the file do where their context has stopped. Does not wait for it. */
    void restart(String route) {
        attendant.execute(() -> {
            Optional<CamelFileRoutes> lost = current.filter(CamelFileRoutes::isLost);
            if (lost.isPresent()) {
                replace(lost.get().anew(), FIRST_PAUSE);
            } else {
                serve(guest -> guest.restart(route));
            }
        });
    }

    private void serve(Consumer<CamelFileRoutes> order) {
        current.filter(guest -> !guest.isLost()).ifPresent(order);
        tryAgain(FIRST_PAUSE);
    }

    /** Stops for good; done when the routes have stopped. */
    CompletableFuture<Void> leave() {
        want(Optional.empty());
        CompletableFuture<Void> left = new CompletableFuture<>();
        attendant.execute(() -> {
            try {
                vacate();
            } finally {
                left.complete(null);
            }
        });
        return left;
    }

    /** Whether nothing is left of the file. */
    synchronized boolean isVacant() {
        return !isDue && wanted.isEmpty() && current.isEmpty() && rejected.isEmpty();
    }

    List<Problem> rejected() {
        return rejected;
    }

    /** Of its routes; of the file where it has none because it is wrong. */
    List<RouteStatus> statuses() {
        List<String> wrong = wrong();
        Optional<CamelFileRoutes> guest = current;
        if (guest.isPresent()) {
            return guest.get().routes().keySet().stream()
                    .map(route -> guest.get().status(route, wrong))
                    .toList();
        }
        return wrong.isEmpty() ? List.of() : List.of(invalid(wrong));
    }

    /** Of one of its routes, if it has it. */
    Optional<RouteStatus> status(String route) {
        return current.filter(guest -> guest.routes().containsKey(route)).map(guest -> guest.status(route, wrong()));
    }

    private List<String> wrong() {
        return rejected.stream().map(Problem::toString).toList();
    }

    private RouteStatus invalid(List<String> problems) {
        StatusHistory.Entry sighting = sightings.see(RouteStatus.State.INVALID, problems);
        return new RouteStatus(
                CamelFileOptions.name(file.substring(file.lastIndexOf('/') + 1)),
                "",
                RouteStatus.State.INVALID,
                sighting.since(),
                Optional.empty(),
                "",
                problems,
                List.of(),
                sighting.lastProblem(),
                0,
                Map.of(),
                0,
                OptionalLong.empty());
    }
}
