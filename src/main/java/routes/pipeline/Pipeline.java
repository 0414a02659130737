package routes.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import routes.event.Event;
import routes.event.Failure;
import routes.event.ReceivedEvent;
import routes.event.RoutingDecision;
import routes.model.DeadLetterReason;
import routes.model.PartialRoute;
import routes.model.Problem;
import routes.model.RouteSpec;
import routes.pipeline.body.EventContext;
import routes.pipeline.body.StepException;
import routes.pipeline.body.StepWatch;
import routes.support.ResourceExhaustion;

/**
 * The compiled form of a route: its steps in order, then its branches. Deciding about an event has no side effects, takes
 * bounded time and keeps no reference to the event. Thread-safe.
 */
public final class Pipeline {

    private final List<PipelineStep> steps;
    private final List<Branch> branches;
    private final BranchSelector selector;
    private final Ending ending;

    Pipeline(List<PipelineStep> steps, List<Branch> branches, Ending ending) {
        this.steps = steps;
        this.branches = branches;
        this.selector = new BranchSelector(branches);
        this.ending = ending;
    }

    /**
     * The result of compiling a route: the pipeline, or the problems of its expressions, templates, schemas and stylesheets.
     *
     * @param problems errors if there is no pipeline; warnings in either case
     * @param files the paths of all schemas and stylesheets that were used, directly or through other files
     */
    public record Compiled(Optional<Pipeline> pipeline, List<Problem> problems, Set<String> files) {}

    /**
     * A branch of {@code choose}. It is taken if its predicate is true and no earlier branch was taken.
     *
     * @param atWhen the path of the predicate in the route
     */
    record Branch(String at, String atWhen, CompiledPredicate when, List<CompiledTarget> targets) {

        static Branch of(int index, CompiledPredicate when, List<CompiledTarget> targets) {
            String at = "choose[" + index + "]";
            return new Branch(at, at + ".when", when, targets);
        }
    }

    /** Decides about an event for which no branch matches; without branches, about every event. */
    interface Ending {
        RoutingDecision decide(EventContext context, PipelineTrace trace) throws FailedException;
    }

    /** Thrown when an event cannot be processed. Carries the path of the step or target that failed. */
    static final class FailedException extends Exception {
        private final Failure failure;

        FailedException(StepException cause, String at) {
            super(cause.getMessage(), null, false, false);
            this.failure = new Failure(cause.reason(), cause.getMessage(), at);
        }
    }

    /**
     * Compiles a route.
     *
     * @param files all schemas and stylesheets of HUB_HOME, by path
     */
    public static Compiled compile(RouteSpec spec, Map<String, byte[]> files) {
        return new RouteCompiler(spec, files).compiled();
    }

    /** The errors in the expressions, templates, schemas and stylesheets in the readable parts of a route. */
    public static List<Problem> problems(PartialRoute partial, Map<String, byte[]> files) {
        StepCompiler compiler = new StepCompiler(files);
        compiler.compileAll(partial);
        return Problem.errors(compiler.problems());
    }

    /**
     * Decides about an event. Never throws because of its content: an event that cannot be processed gives a
     * {@link RoutingDecision.Failed}.
     */
    public RoutingDecision decide(ReceivedEvent received) {
        return decide(new EventContext(received), PipelineTrace.NONE);
    }

    /** Decides about an event that comes from no source, as in a simulation. */
    public RoutingDecision decide(Event event) {
        return decide(event, PipelineTrace.NONE);
    }

    public RoutingDecision decide(Event event, PipelineTrace trace) {
        return decide(new EventContext(event), trace);
    }

    private RoutingDecision decide(EventContext context, PipelineTrace trace) {
        try {
            return decided(context, trace);
        } catch (FailedException failed) {
            trace.failed(failed.failure);
            return new RoutingDecision.Failed(failed.failure);
        }
    }

    private RoutingDecision decided(EventContext context, PipelineTrace trace) throws FailedException {
        for (PipelineStep step : steps) {
            if (!at(step.at(), () -> step.apply(context, trace))) {
                return new RoutingDecision.Filtered();
            }
        }
        Optional<Branch> taken = trace == PipelineTrace.NONE ? selector.taken(context) : taken(context, trace);
        return taken.isPresent()
                ? deliver(taken.get().at(), taken.get().targets(), context, trace)
                : ending.decide(context, trace);
    }

    /** One branch after the other, for a trace that shows each of them. */
    private Optional<Branch> taken(EventContext context, PipelineTrace trace) throws FailedException {
        for (Branch branch : branches) {
            boolean matches = at(branch.atWhen(), () -> branch.when().test(context));
            trace.evaluated(branch.atWhen(), matches);
            if (matches) {
                return Optional.of(branch);
            }
        }
        return Optional.empty();
    }

    static RoutingDecision deliver(String path, List<CompiledTarget> targets, EventContext context, PipelineTrace trace)
            throws FailedException {
        trace.taken(path);
        List<RoutingDecision.Send> sends = new ArrayList<>(targets.size());
        for (CompiledTarget target : targets) {
            sends.add(at(target.label(), () -> target.message(context)));
        }
        return new RoutingDecision.Deliver(sends);
    }

    interface Work<T> {
        T run() throws StepException;
    }

    /**
     * Runs work and adds its path to a failure. Undeclared exceptions of libraries are failures of the event too: the event
     * would fail again, and must not block the route. A lack of memory, threads or files is not.
     */
    static <T> T at(String path, Work<T> work) throws FailedException {
        StepWatch.ofThread().enter(path);
        try {
            return work.run();
        } catch (StepException e) {
            throw new FailedException(e, path);
        } catch (StepWatch.EvaluationEnded e) {
            throw new FailedException(new StepException(DeadLetterReason.OPERATOR, e.getMessage()), path);
        } catch (RuntimeException | Error e) {
            if (ResourceExhaustion.isIn(e)) {
                throw e;
            }
            String detail = ResourceExhaustion.isTooLarge(e)
                    ? "makes a value of more than 2 GiB, which is more than Java can hold"
                    : "failed with " + e.getClass().getSimpleName();
            throw new FailedException(new StepException(DeadLetterReason.EXPRESSION, detail), path);
        }
    }
}
