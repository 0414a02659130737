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
import routes.model.Otherwise;
import routes.model.Problem;
import routes.model.RouteSpec;
import routes.model.TargetSpec;
import routes.pipeline.body.StepException;

/** Makes an itinerary of a plan, and gathers every mistake in it with its place. Used once. */
final class RouteCompiler {

    private final RouteSpec spec;
    private final StepCompiler workbench;
    private final Map<TargetSpec, CompiledTarget> goals = new LinkedHashMap<>();

    RouteCompiler(RouteSpec spec, Map<String, byte[]> files) {
        this.spec = spec;
        this.workbench = new StepCompiler(files);
    }

    Pipeline.Compiled compiled() {
        List<PipelineStep> stages = new ArrayList<>();
        for (int i = 0; i < spec.steps().size(); i++) {
            workbench.stage("steps[" + i + "].", spec.steps().get(i)).ifPresent(stages::add);
        }
        spec.targets().forEach(target -> goals.put(target, goal(target)));
        List<CompiledBranch> forks = new ArrayList<>();
        List<Branch> branches = spec.choose().orElse(List.of());
        for (int i = 0; i < branches.size(); i++) {
            String at = "choose[" + i + "]";
            List<CompiledTarget> taken = goals(branches.get(i).to());
            workbench
                    .question(branches.get(i).when())
                    .ifPresent(when -> forks.add(new CompiledBranch(at, when, taken)));
        }
        Pipeline.Ending ending = spec.to()
                .map(to -> deliver("to", goals(to)))
                .orElseGet(() -> ending(spec.otherwise().orElseThrow()));
        List<Problem> problems = workbench.problems();
        return problems.isEmpty()
                ? new Pipeline.Compiled(
                        Optional.of(new Pipeline(List.copyOf(stages), List.copyOf(forks), ending)),
                        List.of(),
                        workbench.filesUsed())
                : new Pipeline.Compiled(Optional.empty(), problems, workbench.filesUsed());
    }

    private CompiledTarget goal(TargetSpec target) {
        return new CompiledTarget(
                goals.size(), target.label(), target.key().flatMap(workbench::wording), address(target));
    }

    private Map<String, CompiledTemplate> address(TargetSpec target) {
        Map<String, CompiledTemplate> address = new TreeMap<>();
        target.address()
                .forEach((name, template) ->
                        workbench.wording(template).ifPresent(compiled -> address.put(name, compiled)));
        return address;
    }

    private List<CompiledTarget> goals(List<TargetSpec> wanted) {
        return wanted.stream().distinct().map(goals::get).toList();
    }

    private static Pipeline.Ending deliver(String way, List<CompiledTarget> goals) {
        return (context, trace) -> Pipeline.deliver(way, goals, context, trace);
    }

    private Pipeline.Ending ending(Otherwise fate) {
        if (fate instanceof Otherwise.Deliver) {
            return deliver("otherwise", goals(((Otherwise.Deliver) fate).to()));
        }
        if (fate instanceof Otherwise.Drop) {
            return (context, trace) -> {
                trace.filtered("otherwise");
                return new RoutingDecision.Filtered();
            };
        }
        return (context, trace) -> {
            throw new Pipeline.FailedException(
                    new StepException(DeadLetterReason.UNMATCHED, "no branch fits"), "choose");
        };
    }
}
