package routes.sandbox;

import java.time.Duration;
import routes.control.RouteSimulation;

/** Simulates routes in the sandbox. Thread-safe. */
public final class SandboxedSimulation implements RouteSimulation {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final String WHAT = "the simulation";

    private final Sandbox sandbox;
    private final Duration timeout;

    public SandboxedSimulation(Sandbox sandbox) {
        this(sandbox, TIMEOUT);
    }

    SandboxedSimulation(Sandbox sandbox, Duration timeout) {
        this.sandbox = sandbox;
        this.timeout = timeout;
    }

    @Override
    public Outcome simulate(String route, Sample sample) {
        return outcome(new SandboxCall.Simulate(route, sample));
    }

    @Override
    public Outcome simulateText(String text, Sample sample) {
        return outcome(new SandboxCall.SimulateText(text, sample));
    }

    private Outcome outcome(SandboxCall call) {
        return sandbox.ask(call, WHAT, timeout).outcome().orElseThrow();
    }
}
