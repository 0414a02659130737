package routes.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import routes.model.DeadLetterReason;
import routes.pipeline.body.EventContext;
import routes.pipeline.body.StepException;
import routes.pipeline.jq.EventInput;
import routes.pipeline.jq.JqEvaluationException;
import routes.pipeline.jq.JqProgram;
import routes.pipeline.jq.JqSwitch;

/**
 * Finds the first branch of a {@code choose} whose predicate is true. Successive branches that compare the same part of the event
 * with constants are one look-up, so that their number does not matter. Thread-safe.
 */
final class BranchSelector {

    /** Fewer are as quick one after the other. */
    private static final int LEAST_FOR_SWITCH = 2;

    private final List<Group> groups;

    BranchSelector(List<Pipeline.Branch> branches) {
        List<Group> all = new ArrayList<>();
        for (int from = 0; from < branches.size(); ) {
            List<Pipeline.Branch> rest = branches.subList(from, branches.size());
            List<JqProgram> programs = programs(rest);
            int length = JqSwitch.length(programs);
            boolean isSwitch = length >= LEAST_FOR_SWITCH;
            all.add(
                    isSwitch
                            ? new Switch(List.copyOf(rest.subList(0, length)), JqSwitch.of(programs.subList(0, length)))
                            : new OneBranch(rest.get(0)));
            from += isSwitch ? length : 1;
        }
        this.groups = List.copyOf(all);
    }

    /** Those of the first branches, up to one with an XPath expression. */
    private static List<JqProgram> programs(List<Pipeline.Branch> branches) {
        List<JqProgram> programs = new ArrayList<>();
        for (Pipeline.Branch branch : branches) {
            Optional<JqProgram> program = branch.when().jq();
            if (program.isEmpty()) {
                break;
            }
            programs.add(program.get());
        }
        return programs;
    }

    Optional<Pipeline.Branch> taken(EventContext context) throws Pipeline.FailedException {
        for (Group group : groups) {
            Optional<Pipeline.Branch> taken = Pipeline.at(group.at(), () -> group.taken(context));
            if (taken.isPresent()) {
                return taken;
            }
        }
        return Optional.empty();
    }

    private sealed interface Group {

        /** Where it fails, if it does. */
        String at();

        Optional<Pipeline.Branch> taken(EventContext context) throws StepException;
    }

    private record OneBranch(Pipeline.Branch branch) implements Group {
        @Override
        public String at() {
            return branch.atWhen();
        }

        @Override
        public Optional<Pipeline.Branch> taken(EventContext context) throws StepException {
            return branch.when().test(context) ? Optional.of(branch) : Optional.empty();
        }
    }

    private record Switch(List<Pipeline.Branch> branches, JqSwitch values) implements Group {
        @Override
        public String at() {
            return branches.get(0).atWhen();
        }

        @Override
        public Optional<Pipeline.Branch> taken(EventContext context) throws StepException {
            try {
                OptionalInt first = values.first(new EventInput(context));
                return first.isPresent() ? Optional.of(branches.get(first.getAsInt())) : Optional.empty();
            } catch (JqEvaluationException e) {
                throw new StepException(DeadLetterReason.EXPRESSION, e.getMessage());
            }
        }
    }
}
