package routes.step;

import routes.event.Event;
import routes.event.Failure;
import routes.event.RoutingDecision;
import routes.model.DeadLetterReason;
import routes.model.PartialRoute;
import routes.model.Problem;
import routes.model.RouteSpec;










import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a route does with an event, compiled: its steps in order, then its choice. Pure and bounded; holds nothing of an
 * event after it has decided. Thread-safe.
 */
public final class Itinerary {

    private final List<Stage> stages;
    private final List<Fork> forks;
    private final Ending ending;

    Itinerary(List<Stage> stages, List<Fork> forks, Ending ending) {
        this.stages = stages;
        this.forks = forks;
        this.ending = ending;
    }

    /**
     * An itinerary, or everything that is wrong with the route's expressions, templates, schemas and stylesheets.
     *
     * @param files the paths of the schemas and stylesheets that it was made of, those included that these refer to
     */
    public record Compiled(Optional<Itinerary> itinerary, List<Problem> problems, Set<String> files) {}

    /** What becomes of an event that no fork takes; without forks, of every event. */
    interface Ending {
        RoutingDecision verdict(Cargo cargo, Trace trace) throws Astray;
    }

    /** An event that cannot go on, with the place where that showed. */
    static final class Astray extends Exception {
        private final Failure failure;

        Astray(Unfit cause, String at) {
            super(cause.getMessage(), null, false, false);
            this.failure = new Failure(cause.reason(), cause.getMessage(), at);
        }
    }

    /** @param files the files of HUB_HOME by their paths: schemas and stylesheets, and what those refer to */
    public static Compiled compile(RouteSpec spec, Map<String, byte[]> files) {
        return new Compilation(spec, files).compiled();
    }

    /** What is wrong with the expressions, templates, schemas and stylesheets of a route that cannot be compiled as a whole. */
    public static List<Problem> problems(PartialRoute draft, Map<String, byte[]> files) {
        Workbench workbench = new Workbench(files);
        workbench.make(draft);
        return workbench.problems();
    }

    public RoutingDecision decide(Event event) {
        return decide(event, Trace.NONE);
    }

    public RoutingDecision decide(Event event, Trace trace) {
        try {
            return decided(new Cargo(event), trace);
        } catch (Astray astray) {
            trace.failed(astray.failure);
            return new RoutingDecision.Failed(astray.failure);
        }
    }

    private RoutingDecision decided(Cargo cargo, Trace trace) throws Astray {
        for (Stage stage : stages) {
            if (!at(stage.at(), () -> stage.take(cargo, trace))) {
                return new RoutingDecision.Filtered();
            }
        }
        for (Fork fork : forks) {
            boolean fits = at(fork.at() + ".when", () -> fork.when().holds(cargo));
            trace.asked(fork.at() + ".when", fits);
            if (fits) {
                return deliver(fork.at(), fork.goals(), cargo, trace);
            }
        }
        return ending.verdict(cargo, trace);
    }

    static RoutingDecision deliver(String way, List<Goal> goals, Cargo cargo, Trace trace) throws Astray {
        trace.taken(way);
        List<RoutingDecision.Send> addresses = new ArrayList<>(goals.size());
        for (Goal goal : goals) {
            addresses.add(at(goal.label(), () -> goal.address(cargo)));
        }
        return new RoutingDecision.Deliver(addresses);
    }

    private interface Attempt<T> {
        T make() throws Unfit;
    }

    /**
     * Names the place of a failure. A body that makes a library fail in a way it does not declare is a dead letter like
     * any other: it would fail again, and must not hold up the route.
     */
    private static <T> T at(String place, Attempt<T> attempt) throws Astray {
        try {
            return attempt.make();
        } catch (Unfit e) {
            throw new Astray(e, place);
        } catch (RuntimeException | Error e) {
            throw new Astray(
                    new Unfit(DeadLetterReason.EXPRESSION, "failed with " + e.getClass().getSimpleName()), place);
        }
    }
}
