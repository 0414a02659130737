package routes.sandbox;

import java.util.List;
import java.util.Optional;
import routes.control.OperationRejectedException;
import routes.control.RouteSimulation.Outcome;
import routes.model.Problem;

/**
 * What the sandbox answers: an outcome, problems, or that it rejects the request. Immutable and thread-safe.
 *
 * @param last whether the sandbox cannot be used again, because something that it has given up still runs in it
 */
record SandboxReply(
        Optional<Outcome> outcome,
        List<Problem> problems,
        Optional<OperationRejectedException.Cause> why,
        String message,
        boolean last) {

    static SandboxReply of(Outcome outcome) {
        return new SandboxReply(Optional.of(outcome), List.of(), Optional.empty(), "", false);
    }

    static SandboxReply of(List<Problem> problems) {
        return new SandboxReply(Optional.empty(), problems, Optional.empty(), "", false);
    }

    static SandboxReply of(OperationRejectedException rejection) {
        return new SandboxReply(
                Optional.empty(), rejection.problems(), Optional.of(rejection.why()), rejection.getMessage(), false);
    }

    SandboxReply asLast() {
        return new SandboxReply(outcome, problems, why, message, true);
    }

    /** @throws OperationRejectedException what the sandbox threw */
    SandboxReply orRejection() {
        if (why.isPresent()) {
            throw new OperationRejectedException(why.get(), message, problems);
        }
        return this;
    }
}
