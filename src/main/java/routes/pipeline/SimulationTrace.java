package routes.pipeline;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import routes.control.RouteSimulation.Content;
import routes.control.RouteSimulation.Fault;
import routes.control.RouteSimulation.Outcome;
import routes.control.RouteSimulation.Sent;
import routes.control.RouteSimulation.SentHeader;
import routes.control.RouteSimulation.Stop;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Failure;
import routes.event.RoutingDecision;
import routes.model.RouteSpec;

/** Records what a route would do with an event. Not thread-safe: used once. */
public final class SimulationTrace implements PipelineTrace, RoutingDecision.Visitor {

    private final RouteSpec spec;
    private final List<Stop> steps = new ArrayList<>();
    private final List<Sent> sent = new ArrayList<>();
    private String end = "";
    private Optional<Fault> fault = Optional.empty();

    private SimulationTrace(RouteSpec spec) {
        this.spec = spec;
    }

    public static Outcome of(RouteSpec spec, Pipeline pipeline, Event event) {
        SimulationTrace simulation = new SimulationTrace(spec);
        pipeline.decide(event, simulation).accept(simulation);
        return new Outcome(simulation.steps, simulation.end, simulation.sent, simulation.fault);
    }

    @Override
    public void passed(String at) {
        steps.add(new Stop(at, "passed", Optional.empty()));
    }

    @Override
    public void changed(String at, Bytes body) {
        steps.add(new Stop(at, "changed", Optional.of(content(body))));
    }

    @Override
    public void filtered(String at) {
        steps.add(new Stop(at, "filtered", Optional.empty()));
    }

    @Override
    public void evaluated(String at, boolean result) {
        steps.add(new Stop(at, Boolean.toString(result), Optional.empty()));
    }

    @Override
    public void taken(String way) {
        steps.add(new Stop(way, "taken", Optional.empty()));
    }

    @Override
    public void deliver(List<RoutingDecision.Send> to) {
        end = "delivered";
        for (RoutingDecision.Send address : to) {
            Event event = address.message().event();
            sent.add(new Sent(
                    spec.targets().get(address.target()).label(),
                    address.message().address("routingKey"),
                    Optional.of(event.key()).filter(Bytes::isPresent).map(SimulationTrace::content),
                    event.headers().stream()
                            .map(header -> new SentHeader(header.name(), content(header.value())))
                            .toList(),
                    content(event.body())));
        }
    }

    @Override
    public void filtered() {
        end = "filtered";
    }

    @Override
    public void failed(Failure failure) {
        end = "dead_lettered";
        fault = Optional.of(new Fault(spec.deadLetter().label(), failure.reason(), failure.at(), failure.detail()));
    }

    private static Content content(Bytes bytes) {
        Optional<String> text = bytes.text();
        return new Content(
                text,
                bytes.isPresent() && text.isEmpty()
                        ? Optional.of(Base64.getEncoder().encodeToString(bytes.array()))
                        : Optional.empty(),
                !bytes.isPresent());
    }
}
