package routes.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import routes.control.Halt;

/**
 * The last order that an operator gave for a route, as all replicas read it. An order names the revision of the route that it
 * was given for, because it can reach a replica before the file does: a replica that still has an earlier revision stays halted
 * when the route is resumed, and continues with the revision that it loads next. Immutable and thread-safe.
 *
 * @param revision the revision of the route's text when the order was given; empty if the route has none
 * @param superseded the latest revisions before that one, which must not receive events any more
 */
public record RouteOrder(Kind kind, String by, Instant since, String reason, String revision, List<String> superseded) {

    /**
     * The longest time after which a replica may still load the file of an earlier revision. A superseded revision that is loaded
     * later has been written again on purpose.
     */
    public static final Duration MAX_FILE_DELAY = Duration.ofMinutes(5);

    private static final int MAX_SUPERSEDED = 8;

    public RouteOrder {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(since, "since");
        superseded = superseded.stream()
                .filter(one -> !one.isEmpty() && !one.equals(revision))
                .distinct()
                .limit(MAX_SUPERSEDED)
                .toList();
    }

    /** What the operator wants. */
    public enum Kind {
        PAUSED,
        STOPPED,
        RESUMED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The order to halt a route at this revision. */
    public static RouteOrder of(Halt halt, String revision) {
        Kind kind = halt.kind() == Halt.Kind.PAUSED ? Kind.PAUSED : Kind.STOPPED;
        return new RouteOrder(kind, halt.by(), halt.since(), halt.reason(), revision, List.of());
    }

    /** The order to resume a route at this revision. */
    public static RouteOrder resume(String by, Instant since, String reason, String revision) {
        return new RouteOrder(Kind.RESUMED, by, since, reason, revision, List.of());
    }

    /** This order, given after another. Every other revision that is known is superseded. */
    public RouteOrder after(Optional<RouteOrder> last, Collection<String> known) {
        Stream<String> ordered =
                last.stream().flatMap(order -> Stream.concat(Stream.of(order.revision), order.superseded.stream()));
        return new RouteOrder(
                kind,
                by,
                since,
                reason,
                revision,
                Stream.concat(known.stream(), ordered).toList());
    }

    /**
     * The same order for a route whose text is about to be replaced. A route that is halted is resumed with the new text. One that
     * was resumed runs on with the text before until the new one is ready, unless an order follows.
     */
    public RouteOrder replaced(String before, String after) {
        List<String> earlier = kind == Kind.RESUMED
                ? superseded
                : Stream.concat(Stream.of(before, revision), superseded.stream())
                        .toList();
        return new RouteOrder(kind, by, since, reason, after, earlier);
    }

    /** Whether the order has no effect on any replica, so that it need not be stored. */
    public boolean isVoid() {
        return kind == Kind.RESUMED && superseded.isEmpty();
    }

    /**
     * The halt that is in effect on a replica.
     *
     * @param loaded the revision of the route that the replica has
     * @param at when the replica loaded it
     * @param now the current time
     */
    public Optional<Halt> halt(String loaded, Instant at, Instant now) {
        return switch (kind) {
            case PAUSED -> Optional.of(new Halt(Halt.Kind.PAUSED, by, since, reason));
            case STOPPED -> Optional.of(new Halt(Halt.Kind.STOPPED, by, since, reason));
            case RESUMED -> supersedes(loaded, at, now) ? Optional.of(untilLoaded()) : Optional.empty();
        };
    }

    /** A revision that was loaded after the order waits for a newer file only for as long as one may take. */
    private boolean supersedes(String loaded, Instant at, Instant now) {
        return superseded.contains(loaded)
                && (at.isBefore(since)
                        || at.isBefore(since.plus(MAX_FILE_DELAY)) && now.isBefore(at.plus(MAX_FILE_DELAY)));
    }

    private Halt untilLoaded() {
        return new Halt(
                Halt.Kind.PAUSED,
                by,
                since,
                "the route was resumed for revision " + revision + ", which this replica has not loaded yet; it"
                        + " continues once it has. To run the revision that it has, resume the route again",
                Optional.of(revision));
    }
}
