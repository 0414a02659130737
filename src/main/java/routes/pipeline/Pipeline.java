package routes.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import routes.event.Event;
import routes.event.Failure;
import routes.event.RoutingDecision;
import routes.model.DeadLetterReason;
import routes.model.PartialRoute;
import routes.model.Problem;
import routes.model.RouteSpec;
import routes.pipeline.body.EventContext;
import routes.pipeline.body.StepException;

/**
 * What a route does with an event, compiled: its steps in order, then its choice. Pure and bounded; holds nothing of an
 * event after it has decided. Thread-safe.
 */
public final class Pipeline {

    private final List<PipelineStep> stages;
    private final List<CompiledBranch> forks;
    private final Ending ending;

    Pipeline(List<PipelineStep> stages, List<CompiledBranch> forks, Ending ending) {
        this.stages = stages;
        this.forks = forks;
        this.ending = ending;
    }

    /**
     * An itinerary, or everything that is wrong with the route's expressions, templates, schemas and stylesheets.
     *
     * @param files the paths of the schemas and stylesheets that it was made of, those included that these refer to
     */
    public record Compiled(Optional<Pipeline> itinerary, List<Problem> problems, Set<String> files) {}

    /** What becomes of an event that no fork takes; without forks, of every event. */
    interface Ending {
        RoutingDecision verdict(EventContext context, PipelineTrace trace) throws FailedException;
    }

    /** An event that cannot go on, with the place where that showed. */
    static final class FailedException extends Exception {
        private final Failure failure;

        FailedException(StepException cause, String at) {
            super(cause.getMessage(), null, false, false);
            this.failure = new Failure(cause.reason(), cause.getMessage(), at);
        }
    }

    /** @param files the files of HUB_HOME by their paths: schemas and stylesheets, and what those refer to */
    public static Compiled compile(RouteSpec spec, Map<String, byte[]> files) {
        return new RouteCompiler(spec, files).compiled();
    }

    /** What is wrong with the expressions, templates, schemas and stylesheets of a route that cannot be compiled as a whole. */
    public static List<Problem> problems(PartialRoute draft, Map<String, byte[]> files) {
        StepCompiler workbench = new StepCompiler(files);
        workbench.make(draft);
        return workbench.problems();
    }

    public RoutingDecision decide(Event event) {
        return decide(event, PipelineTrace.NONE);
    }

    public RoutingDecision decide(Event event, PipelineTrace trace) {
        try {
            return decided(new EventContext(event), trace);
        } catch (FailedException astray) {
            trace.failed(astray.failure);
            return new RoutingDecision.Failed(astray.failure);
        }
    }

    private RoutingDecision decided(EventContext context, PipelineTrace trace) throws FailedException {
        for (PipelineStep stage : stages) {
            if (!at(stage.at(), () -> stage.apply(context, trace))) {
                return new RoutingDecision.Filtered();
            }
        }
        for (CompiledBranch fork : forks) {
            boolean fits = at(fork.at() + ".when", () -> fork.when().test(context));
            trace.asked(fork.at() + ".when", fits);
            if (fits) {
                return deliver(fork.at(), fork.goals(), context, trace);
            }
        }
        return ending.verdict(context, trace);
    }

    static RoutingDecision deliver(String way, List<CompiledTarget> goals, EventContext context, PipelineTrace trace)
            throws FailedException {
        trace.taken(way);
        List<RoutingDecision.Send> addresses = new ArrayList<>(goals.size());
        for (CompiledTarget goal : goals) {
            addresses.add(at(goal.label(), () -> goal.send(context)));
        }
        return new RoutingDecision.Deliver(addresses);
    }

    private interface Attempt<T> {
        T make() throws StepException;
    }

    /**
     * Names the place of a failure. A body that makes a library fail in a way it does not declare is a dead letter like
     * any other: it would fail again, and must not hold up the route.
     */
    private static <T> T at(String place, Attempt<T> attempt) throws FailedException {
        try {
            return attempt.make();
        } catch (StepException e) {
            throw new FailedException(e, place);
        } catch (RuntimeException | Error e) {
            throw new FailedException(
                    new StepException(
                            DeadLetterReason.EXPRESSION,
                            "failed with " + e.getClass().getSimpleName()),
                    place);
        }
    }
}
