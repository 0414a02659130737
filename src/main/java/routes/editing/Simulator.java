package routes.editing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import routes.support.Utf8;

/**
 * Simulates routes as they are currently written in HUB_HOME, on the calling thread and without limits: where others than the
 * authors of HUB_HOME may ask, it runs in the sandbox. Thread-safe.
 */
public final class Simulator implements RouteSimulation {

    private static final String POSTED = "posted";

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
        return SimulationTrace.of(spec.get(), pipeline.get(), event(sample));
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
