package routes.step;

import routes.definition.Branch;
import routes.definition.Destination;
import routes.definition.Fate;
import routes.definition.Problem;
import routes.definition.RabbitDestination;
import routes.definition.Reason;
import routes.definition.RoutePlan;
import routes.definition.SnsDestination;
import routes.definition.SqsDestination;
import routes.definition.Template;
import routes.event.RoutingDecision;






import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes an itinerary of a plan, and gathers every mistake in it with its place. Used once. */
final class Compilation {

    private final RoutePlan plan;
    private final Workbench workbench;
    private final Map<Destination, Goal> goals = new LinkedHashMap<>();

    Compilation(RoutePlan plan, Map<String, byte[]> files) {
        this.plan = plan;
        this.workbench = new Workbench(files);
    }

    Itinerary.Compiled compiled() {
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < plan.steps().size(); i++) {
            workbench.stage("steps[" + i + "].", plan.steps().get(i)).ifPresent(stages::add);
        }
        plan.destinations().forEach(destination -> goals.put(destination, goal(destination)));
        List<Fork> forks = new ArrayList<>();
        List<Branch> branches = plan.choose().orElse(List.of());
        for (int i = 0; i < branches.size(); i++) {
            String at = "choose[" + i + "]";
            List<Goal> taken = goals(branches.get(i).to());
            workbench.question(branches.get(i).when()).ifPresent(when -> forks.add(new Fork(at, when, taken)));
        }
        Itinerary.Ending ending = plan.to()
                .map(to -> deliver("to", goals(to)))
                .orElseGet(() -> ending(plan.otherwise().orElseThrow()));
        List<Problem> problems = workbench.problems();
        return problems.isEmpty()
                ? new Itinerary.Compiled(
                        Optional.of(new Itinerary(List.copyOf(stages), List.copyOf(forks), ending)),
                        List.of(),
                        workbench.filesUsed())
                : new Itinerary.Compiled(Optional.empty(), problems, workbench.filesUsed());
    }

    private Goal goal(Destination destination) {
        return new Goal(
                goals.size(),
                destination.label(),
                destination.key().flatMap(workbench::wording),
                routingKey(destination).flatMap(workbench::wording),
                deduplicationId(destination).flatMap(workbench::wording));
    }

    private static Optional<Template> routingKey(Destination destination) {
        return destination instanceof RabbitDestination
                ? ((RabbitDestination) destination).routingKey()
                : Optional.empty();
    }

    private static Optional<Template> deduplicationId(Destination destination) {
        if (destination instanceof SqsDestination) {
            return ((SqsDestination) destination).deduplicationId();
        }
        return destination instanceof SnsDestination
                ? ((SnsDestination) destination).deduplicationId()
                : Optional.empty();
    }

    private List<Goal> goals(List<Destination> wanted) {
        return wanted.stream().distinct().map(goals::get).toList();
    }

    private static Itinerary.Ending deliver(String way, List<Goal> goals) {
        return (cargo, trace) -> Itinerary.deliver(way, goals, cargo, trace);
    }

    private Itinerary.Ending ending(Fate fate) {
        if (fate instanceof Fate.Deliver) {
            return deliver("otherwise", goals(((Fate.Deliver) fate).to()));
        }
        if (fate instanceof Fate.Drop) {
            return (cargo, trace) -> {
                trace.filtered("otherwise");
                return new RoutingDecision.Filtered();
            };
        }
        return (cargo, trace) -> {
            throw new Itinerary.Astray(new Unfit(Reason.UNMATCHED, "no branch fits"), "choose");
        };
    }
}
