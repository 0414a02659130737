package routes.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import routes.event.RoutingDecision;
import routes.model.Branch;
import routes.model.DeadLetterReason;
import routes.model.Lint;
import routes.model.Otherwise;
import routes.model.Problem;
import routes.model.RouteSpec;
import routes.model.TargetSpec;
import routes.pipeline.body.StepException;

/** Compiles a route to a pipeline and collects all problems with their locations. Not thread-safe: used once. */
final class RouteCompiler {

    /** With more branches they are not compared with each other, which takes time for each pair. */
    private static final int MAX_COMPARED = 200;

    private final RouteSpec spec;
    private final StepCompiler stepCompiler;
    private final Map<TargetSpec, CompiledTarget> targets = new LinkedHashMap<>();

    RouteCompiler(RouteSpec spec, Map<String, byte[]> files) {
        this.spec = spec;
        this.stepCompiler = new StepCompiler(files);
    }

    Pipeline.Compiled compiled() {
        List<PipelineStep> steps = new ArrayList<>();
        for (int i = 0; i < spec.steps().size(); i++) {
            stepCompiler.step("steps[" + i + "].", spec.steps().get(i)).ifPresent(steps::add);
        }
        spec.targets().forEach(target -> targets.put(target, target(target)));
        List<Pipeline.Branch> compiledBranches = new ArrayList<>();
        List<Branch> branches = spec.choose().orElse(List.of());
        for (int i = 0; i < branches.size(); i++) {
            int index = i;
            List<CompiledTarget> targetsOfBranch = targets(branches.get(i).to());
            stepCompiler
                    .predicate(branches.get(i).when())
                    .ifPresent(when -> compiledBranches.add(Pipeline.Branch.of(index, when, targetsOfBranch)));
        }
        lint(branches, compiledBranches);
        Pipeline.Ending ending = spec.to()
                .map(to -> deliver("to", targets(to)))
                .orElseGet(() -> ending(spec.otherwise().orElseThrow()));
        List<Problem> problems = stepCompiler.problems();
        return Problem.errors(problems).isEmpty()
                ? new Pipeline.Compiled(
                        Optional.of(new Pipeline(List.copyOf(steps), List.copyOf(compiledBranches), ending)),
                        problems,
                        stepCompiler.filesUsed())
                : new Pipeline.Compiled(Optional.empty(), problems, stepCompiler.filesUsed());
    }

    /** Warns of branches that are never taken. */
    private void lint(List<Branch> branches, List<Pipeline.Branch> compiled) {
        if (compiled.size() < branches.size() || compiled.size() > MAX_COMPARED) {
            return;
        }
        for (int later = 1; later < compiled.size(); later++) {
            CompiledPredicate when = compiled.get(later).when();
            for (int earlier = 0; earlier < later; earlier++) {
                CompiledPredicate before = compiled.get(earlier).when();
                if (before.isAlwaysTrue() || before.covers(when)) {
                    stepCompiler.warn(
                            Lint.UNREACHABLE_BRANCH,
                            branches.get(later).when().location(),
                            "this branch is never taken: choose[" + earlier + "] comes first and "
                                    + (before.isAlwaysTrue() ? "takes every event" : "takes all of its events"));
                    break;
                }
            }
        }
    }

    private CompiledTarget target(TargetSpec target) {
        return new CompiledTarget(
                targets.size(), target.label(), target.key().flatMap(stepCompiler::template), address(target));
    }

    private Map<String, CompiledTemplate> address(TargetSpec target) {
        Map<String, CompiledTemplate> address = new TreeMap<>();
        target.address()
                .forEach((name, template) ->
                        stepCompiler.template(template).ifPresent(compiled -> address.put(name, compiled)));
        return address;
    }

    private List<CompiledTarget> targets(List<TargetSpec> specs) {
        return specs.stream().distinct().map(targets::get).toList();
    }

    private static Pipeline.Ending deliver(String way, List<CompiledTarget> targets) {
        return (context, trace) -> Pipeline.deliver(way, targets, context, trace);
    }

    private Pipeline.Ending ending(Otherwise otherwise) {
        if (otherwise instanceof Otherwise.Deliver) {
            return deliver("otherwise", targets(((Otherwise.Deliver) otherwise).to()));
        }
        if (otherwise instanceof Otherwise.Drop) {
            return (context, trace) -> {
                trace.filtered("otherwise");
                return new RoutingDecision.Filtered();
            };
        }
        return (context, trace) -> {
            throw new Pipeline.FailedException(
                    new StepException(DeadLetterReason.UNMATCHED, "no branch matches"), "choose");
        };
    }
}
