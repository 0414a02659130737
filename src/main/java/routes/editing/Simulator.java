package routes.editing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import routes.config.ConfigReader;
import routes.config.ReadResult;
import routes.config.RouteSource;
import routes.control.OperationRejectedException;
import routes.control.RouteSimulation;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;
import routes.model.Base64Text;
import routes.model.HubDefinition;
import routes.model.Problem;
import routes.model.RouteSpec;
import routes.pipeline.Pipeline;
import routes.pipeline.SimulationTrace;
import routes.support.TimeLimited;
import routes.support.Utf8;

/** Simulates routes as they are currently written in HUB_HOME. Thread-safe. */
public final class Simulator implements RouteSimulation {

    private static final String POSTED = "posted";
    private static final Duration SIMULATION_TIMEOUT = Duration.ofSeconds(10);

    /** The most simulations at once. A simulation that never ends keeps its thread and its permit. */
    private static final int MAX_CONCURRENT = 4;

    private final Semaphore permits = new Semaphore(MAX_CONCURRENT);

    private final ConfigReader reader;
    private final Path home;

    public Simulator(ConfigReader reader, Path home) {
        this.reader = reader;
        this.home = home;
    }

    @Override
    public Outcome simulate(String route, Sample sample) {
        return simulate(reader.read(home), route, problem -> problem, sample);
    }

    @Override
    public Outcome simulateText(String text, Sample sample) {
        RouteSource place = RouteSource.fresh("routes/" + POSTED + ".yaml", POSTED);
        return simulate(reader.read(home, Map.of(place.file(), place.with(text))), POSTED, place::inText, sample);
    }

    /** Converts the location of a problem to the text that the caller knows. */
    private interface Locating {
        Problem locate(Problem problem);
    }

    private Outcome simulate(ReadResult reading, String route, Locating locating, Sample sample) {
        List<Problem> problems = new ArrayList<>(reading.problemsByRoute().getOrDefault(route, List.of()));
        Optional<RouteSpec> spec =
                reading.definition().map(HubDefinition::routes).map(all -> all.get(route));
        if (spec.isEmpty()
                && problems.isEmpty()
                && reading.whole()
                && reading.definition().isPresent()) {
            throw OperationRejectedException.noDefinition(route);
        }
        Optional<Pipeline> pipeline = Optional.empty();
        if (spec.isPresent()) {
            Pipeline.Compiled compiled = Pipeline.compile(spec.get(), reading.files());
            problems.addAll(Problem.errors(compiled.problems()));
            pipeline = compiled.pipeline();
        } else if (problems.isEmpty()) {
            problems.addAll(Problem.errors(reading.problems()));
        }
        if (!problems.isEmpty() || pipeline.isEmpty()) {
            throw new OperationRejectedException(
                    OperationRejectedException.Cause.INVALID,
                    "the route '" + route + "' has problems",
                    problems.stream().map(locating::locate).toList());
        }
        return run(spec.get(), pipeline.get(), event(sample));
    }

    private Outcome run(RouteSpec spec, Pipeline pipeline, Event event) {
        if (!permits.tryAcquire()) {
            throw new OperationRejectedException(
                    OperationRejectedException.Cause.UNAVAILABLE,
                    "too many simulations are running at the moment; try again later");
        }
        return TimeLimited.within(SIMULATION_TIMEOUT, () -> {
                    try {
                        return SimulationTrace.of(spec, pipeline, event);
                    } finally {
                        permits.release();
                    }
                })
                .orElseThrow(() -> new OperationRejectedException(
                        OperationRejectedException.Cause.INVALID,
                        "the simulation takes longer than " + SIMULATION_TIMEOUT.toSeconds() + "s"));
    }

    private static Event event(Sample sample) {
        return new Event(
                sample.body()
                        .map(body -> utf8("body", body))
                        .or(() -> sample.base64().map(Simulator::decoded))
                        .orElse(Bytes.absent()),
                sample.key().map(key -> utf8("key", key)).orElse(Bytes.absent()),
                Headers.received(sample.headers().entrySet().stream()
                        .map(header -> new Header(header.getKey(), utf8("value of a header", header.getValue())))
                        .toList()));
    }

    private static Bytes utf8(String what, String text) {
        return Utf8.encode(text)
                .map(Bytes::of)
                .orElseThrow(() -> new OperationRejectedException(
                        OperationRejectedException.Cause.INVALID,
                        "the " + what + " contains an unpaired surrogate, which UTF-8 cannot carry"));
    }

    private static Bytes decoded(String base64) {
        return Base64Text.bytes(base64)
                .map(Bytes::of)
                .orElseThrow(() -> new OperationRejectedException(
                        OperationRejectedException.Cause.INVALID, "the value of base64 is not valid base64"));
    }
}
