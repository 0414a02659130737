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

/** Rehearses with what HUB_HOME says at the moment. Thread-safe. */
public final class Simulator implements RouteSimulation {

    private static final String POSTED = "posted";
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** What never ends takes a thread for good, but not all that there are. */
    private static final int AT_ONCE = 4;

    private final Semaphore turns = new Semaphore(AT_ONCE);

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

    private interface Placing {
        Problem place(Problem problem);
    }

    private Outcome simulate(ReadResult reading, String route, Placing placing, Sample sample) {
        List<Problem> problems = new ArrayList<>(reading.problemsByRoute().getOrDefault(route, List.of()));
        Optional<RouteSpec> plan =
                reading.definition().map(HubDefinition::routes).map(all -> all.get(route));
        if (plan.isEmpty()
                && problems.isEmpty()
                && reading.whole()
                && reading.definition().isPresent()) {
            throw OperationRejectedException.noDefinition(route);
        }
        Optional<Pipeline> itinerary = Optional.empty();
        if (plan.isPresent()) {
            Pipeline.Compiled compiled = Pipeline.compile(plan.get(), reading.files());
            problems.addAll(compiled.problems());
            itinerary = compiled.itinerary();
        } else if (problems.isEmpty()) {
            problems.addAll(reading.problems());
        }
        if (!problems.isEmpty() || itinerary.isEmpty()) {
            throw new OperationRejectedException(
                    OperationRejectedException.Cause.UNSOUND,
                    "the route '" + route + "' is not sound",
                    problems.stream().map(placing::place).toList());
        }
        return rehearse(plan.get(), itinerary.get(), event(sample));
    }

    private Outcome rehearse(RouteSpec spec, Pipeline pipeline, Event event) {
        if (!turns.tryAcquire()) {
            throw new OperationRejectedException(
                    OperationRejectedException.Cause.UNAVAILABLE, "others are trying something just now: try again");
        }
        return TimeLimited.within(LONGEST, () -> {
                    try {
                        return SimulationTrace.of(spec, pipeline, event);
                    } finally {
                        turns.release();
                    }
                })
                .orElseThrow(() -> new OperationRejectedException(
                        OperationRejectedException.Cause.UNSOUND,
                        "this takes longer than " + LONGEST.toSeconds() + "s"));
    }

    private static Event event(Sample sample) {
        return new Event(
                sample.body()
                        .map(Bytes::ofText)
                        .or(() -> sample.base64().map(Simulator::decoded))
                        .orElse(Bytes.absent()),
                sample.key().map(Bytes::ofText).orElse(Bytes.absent()),
                Headers.received(sample.headers().entrySet().stream()
                        .map(header -> new Header(header.getKey(), Bytes.ofText(header.getValue())))
                        .toList()));
    }

    private static Bytes decoded(String base64) {
        return Base64Text.bytes(base64)
                .map(Bytes::of)
                .orElseThrow(() -> new OperationRejectedException(
                        OperationRejectedException.Cause.UNSOUND, "the base64 is not base64"));
    }
}
