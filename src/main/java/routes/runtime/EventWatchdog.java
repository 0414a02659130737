package routes.runtime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import routes.control.EventId;
import routes.delivery.RefusedEvents;
import routes.support.DisplayText;
import routes.support.StructuredLogger;

/**
 * Looks for events of a route that take too long: a step does not finish with one, or a target refuses one again and again. They
 * become problems of the route; the first is logged as a warning, and the end of the last. Also says which target slows down
 * the others. Used by one thread at a time, except {@link #problems}, which is thread-safe.
 */
final class EventWatchdog {

    private static final Logger LOG = StructuredLogger.of(EventWatchdog.class);

    private static final int LONGEST_POSITION = 300;

    private final String route;
    private final Duration slowStep;
    private final Clock clock;
    private boolean stepTold;
    private boolean refusalTold;
    private volatile List<String> problems = List.of();

    /** @param slowStep how long the steps may work on one event before that is a problem */
    EventWatchdog(String route, Duration slowStep, Clock clock) {
        this.route = route;
        this.slowStep = slowStep;
        this.clock = clock;
    }

    /**
     * The events of one version of the route.
     *
     * @param problemAfter how long an event may be refused before that is a problem
     * @param isFull whether the in-flight limit keeps the route from receiving more events
     */
    record Watched(RouteEvents events, Duration problemAfter, boolean isFull) {}

    /** The problems that the last look has found. */
    List<String> problems() {
        return problems;
    }

    void look(List<Watched> versions) {
        List<String> found = new ArrayList<>();
        Optional<BatchInSteps.InStep> step = versions.stream()
                .flatMap(version -> version.events().longestInStep().stream())
                .filter(inStep -> System.nanoTime() - inStep.sinceNanos() >= slowStep.toNanos())
                .findFirst();
        tellStep(step);
        step.map(this::stepProblem).ifPresent(found::add);
        Optional<RefusedEvents> refused = versions.stream()
                .flatMap(version -> version.events().delivery().refusedFor(version.problemAfter()).stream())
                .findFirst();
        tellRefusal(refused);
        refused.map(this::refusalProblem).ifPresent(found::add);
        versions.stream()
                .filter(Watched::isFull)
                .map(version -> version.events().delivery().slowTargets())
                .filter(slow -> !slow.isEmpty())
                .findFirst()
                .map(EventWatchdog::slownessProblem)
                .ifPresent(found::add);
        problems = List.copyOf(found);
    }

    private void tellStep(Optional<BatchInSteps.InStep> step) {
        if (step.isPresent() && !stepTold) {
            LOG.atWarn()
                    .addKeyValue("route", route)
                    .addKeyValue("at", step.get().at())
                    .addKeyValue("position", step.get().received().position())
                    .addKeyValue("traceId", step.get().received().traceId())
                    .addKeyValue("since", since(step.get().sinceNanos()))
                    .log("A step does not finish with an event: the events behind it wait");
        } else if (step.isEmpty() && stepTold) {
            LOG.atInfo().addKeyValue("route", route).log("No step takes too long any more");
        }
        stepTold = step.isPresent();
    }

    private void tellRefusal(Optional<RefusedEvents> refused) {
        if (refused.isPresent() && !refusalTold) {
            RefusedEvents.Oldest oldest = refused.get().oldest();
            LOG.atWarn()
                    .addKeyValue("route", route)
                    .addKeyValue("target", oldest.target())
                    .addKeyValue("position", oldest.position())
                    .addKeyValue("since", oldest.since())
                    .addKeyValue("attempts", oldest.attempts())
                    .addKeyValue("problem", oldest.lastAnswer())
                    .log("A target refuses an event again and again: it is retried, and later events of its key wait");
        } else if (refused.isEmpty() && refusalTold) {
            LOG.atInfo().addKeyValue("route", route).log("No event is refused for too long any more");
        }
        refusalTold = refused.isPresent();
    }

    private String stepProblem(BatchInSteps.InStep step) {
        return step.at() + " has been working on the event "
                + position(step.received().position()) + " since "
                + since(step.sinceNanos()) + "; the events behind it wait. To end it: "
                + order(step.received().position());
    }

    private String refusalProblem(RefusedEvents refused) {
        RefusedEvents.Oldest oldest = refused.oldest();
        int more = refused.count() - 1;
        return oldest.target() + " has refused the event " + position(oldest.position()) + " since "
                + oldest.since().truncatedTo(ChronoUnit.SECONDS)
                + (more == 0 ? "" : " (and " + more + (more == 1 ? " other event" : " other events") + " as long)")
                + ": "
                + oldest.lastAnswer() + ". It is retried, and later events of its key wait. To end it: "
                + order(oldest.position());
    }

    private static String slownessProblem(Set<String> targets) {
        String slow = targets.stream().sorted().collect(Collectors.joining(", "));
        return slow + (targets.size() == 1 ? " is" : " are")
                + " slower than the other targets, and all of them wait for it: the limit inFlight is reached by events that"
                + " only wait there. Give each target a route of its own, with a group or queue of its own";
    }

    private String order(String position) {
        return "POST /api/v1/routes/" + route + "/in-flight/" + EventId.of(position)
                + "/dead-letter?reason=… makes it a dead letter";
    }

    private static String position(String position) {
        return DisplayText.line(position, LONGEST_POSITION);
    }

    private Instant since(long nanos) {
        return clock.instant().minusNanos(System.nanoTime() - nanos).truncatedTo(ChronoUnit.SECONDS);
    }
}
