package routes.sandbox;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import routes.control.OperationRejectedException;
import routes.control.RouteSimulation.Sample;

/** What the hub asks of its sandbox. Immutable and thread-safe. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "call")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SandboxCall.Simulate.class, name = "simulate"),
    @JsonSubTypes.Type(value = SandboxCall.SimulateText.class, name = "simulateText"),
    @JsonSubTypes.Type(value = SandboxCall.Validate.class, name = "validate"),
    @JsonSubTypes.Type(value = SandboxCall.Rehearse.class, name = "rehearse")
})
sealed interface SandboxCall {

    /** Which calls are answered first. In the order of precedence. */
    enum Priority {
        /** An admin writes a route. */
        WRITE,
        /** Somebody tries something, and nothing depends on it. */
        TRY
    }

    /** Does the work, in the process of the sandbox. */
    SandboxReply answer(SandboxTools tools);

    default Priority priority() {
        return Priority.TRY;
    }

    /** Simulates a route of HUB_HOME. */
    record Simulate(String route, Sample sample) implements SandboxCall {
        @Override
        public SandboxReply answer(SandboxTools tools) {
            return SandboxReply.of(tools.simulator().simulate(route, sample));
        }
    }

    /** Simulates a route that is not in HUB_HOME. */
    record SimulateText(String text, Sample sample) implements SandboxCall {
        @Override
        public SandboxReply answer(SandboxTools tools) {
            return SandboxReply.of(tools.simulator().simulateText(text, sample));
        }
    }

    /** Returns the problems that a file of routes would have. */
    record Validate(String file, String text) implements SandboxCall {
        @Override
        public SandboxReply answer(SandboxTools tools) {
            return SandboxReply.of(tools.editor().problems(file, text));
        }
    }

    /** Compiles a route and runs its own tests. Only whether that ends matters: the editor reports the problems. */
    record Rehearse(String route, String text) implements SandboxCall {
        @Override
        public Priority priority() {
            return Priority.WRITE;
        }

        @Override
        public SandboxReply answer(SandboxTools tools) {
            try {
                tools.editor().rehearse(route, text);
            } catch (OperationRejectedException e) {
                return SandboxReply.of(List.of());
            }
            return SandboxReply.of(List.of());
        }
    }
}
