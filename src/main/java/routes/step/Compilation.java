package routes.step;

import routes.event.RoutingDecision;
import routes.model.Branch;
import routes.model.DeadLetterReason;
import routes.model.Otherwise;
import routes.model.Problem;
import routes.model.RabbitTargetSpec;
import routes.model.RouteSpec;
import routes.model.SnsTargetSpec;
import routes.model.SqsTargetSpec;
import routes.model.TargetSpec;
import routes.model.TextTemplate;










import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes an itinerary of a plan, and gathers every mistake in it with its place. Used once. */
final class Compilation {

    private final RouteSpec spec;
    private final Workbench workbench;
    private final Map<TargetSpec, Goal> goals = new LinkedHashMap<>();

    Compilation(RouteSpec spec, Map<String, byte[]> files) {
        this.spec = spec;
        this.workbench = new Workbench(files);
    }

    Itinerary.Compiled compiled() {
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < spec.steps().size(); i++) {
            workbench.stage("steps[" + i + "].", spec.steps().get(i)).ifPresent(stages::add);
        }
        spec.targets().forEach(target -> goals.put(target, goal(target)));
        List<Fork> forks = new ArrayList<>();
        List<Branch> branches = spec.choose().orElse(List.of());
        for (int i = 0; i < branches.size(); i++) {
            String at = "choose[" + i + "]";
            List<Goal> taken = goals(branches.get(i).to());
            workbench.question(branches.get(i).when()).ifPresent(when -> forks.add(new Fork(at, when, taken)));
        }
        Itinerary.Ending ending = spec.to()
                .map(to -> deliver("to", goals(to)))
                .orElseGet(() -> ending(spec.otherwise().orElseThrow()));
        List<Problem> problems = workbench.problems();
        return problems.isEmpty()
                ? new Itinerary.Compiled(
                        Optional.of(new Itinerary(List.copyOf(stages), List.copyOf(forks), ending)),
                        List.of(),
                        workbench.filesUsed())
                : new Itinerary.Compiled(Optional.empty(), problems, workbench.filesUsed());
    }

    private Goal goal(TargetSpec target) {
        return new Goal(
                goals.size(),
                target.label(),
                target.key().flatMap(workbench::wording),
                routingKey(target).flatMap(workbench::wording),
                deduplicationId(target).flatMap(workbench::wording));
    }

    private static Optional<TextTemplate> routingKey(TargetSpec target) {
        return target instanceof RabbitTargetSpec
                ? ((RabbitTargetSpec) target).routingKey()
                : Optional.empty();
    }

    private static Optional<TextTemplate> deduplicationId(TargetSpec target) {
        if (target instanceof SqsTargetSpec) {
            return ((SqsTargetSpec) target).deduplicationId();
        }
        return target instanceof SnsTargetSpec
                ? ((SnsTargetSpec) target).deduplicationId()
                : Optional.empty();
    }

    private List<Goal> goals(List<TargetSpec> wanted) {
        return wanted.stream().distinct().map(goals::get).toList();
    }

    private static Itinerary.Ending deliver(String way, List<Goal> goals) {
        return (cargo, trace) -> Itinerary.deliver(way, goals, cargo, trace);
    }

    private Itinerary.Ending ending(Otherwise fate) {
        if (fate instanceof Otherwise.Deliver) {
            return deliver("otherwise", goals(((Otherwise.Deliver) fate).to()));
        }
        if (fate instanceof Otherwise.Drop) {
            return (cargo, trace) -> {
                trace.filtered("otherwise");
                return new RoutingDecision.Filtered();
            };
        }
        return (cargo, trace) -> {
            throw new Itinerary.Astray(new Unfit(DeadLetterReason.UNMATCHED, "no branch fits"), "choose");
        };
    }
}
