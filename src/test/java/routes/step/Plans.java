package routes.step;

import routes.definition.Backoff;
import routes.definition.Branch;
import routes.definition.DataSize;
import routes.definition.Destination;
import routes.definition.Fate;
import routes.definition.HomeFile;
import routes.definition.InFlight;
import routes.definition.Jq;
import routes.definition.KafkaDestination;
import routes.definition.KafkaOrigin;
import routes.definition.Mapping;
import routes.definition.Order;
import routes.definition.Place;
import routes.definition.Predicate;
import routes.definition.Problem;
import routes.definition.RabbitDestination;
import routes.definition.Reason;
import routes.definition.Retry;
import routes.definition.RoutePlan;
import routes.definition.Schema;
import routes.definition.Step;
import routes.definition.Template;
import routes.definition.XPath;
import routes.definition.Xslt;
import routes.event.Event;
import routes.event.Failure;
import routes.event.OutboundMessage;
import routes.event.RoutingDecision;






import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds a route's plan step by step, compiles it and asks it about events. */
final class Plans {

    private final List<Step> steps = new ArrayList<>();
    private final List<Branch> branches = new ArrayList<>();
    private final Map<String, byte[]> files = new HashMap<>();
    private Optional<Fate> otherwise = Optional.empty();
    private List<Destination> to = List.of(topic("out"));
    private int line;

    static Plans route() {
        return new Plans();
    }

    static KafkaDestination topic(String name) {
        return new KafkaDestination(Optional.empty(), name, Optional.empty(), Place.NOWHERE);
    }

    static KafkaDestination keyed(String name, String key) {
        return new KafkaDestination(
                Optional.empty(), name, Optional.of(new Template(key, Place.NOWHERE)), Place.NOWHERE);
    }

    static RabbitDestination exchange(String name, String routingKey) {
        return new RabbitDestination(
                Optional.empty(),
                Optional.of(name),
                Optional.of(new Template(routingKey, Place.NOWHERE)),
                Optional.empty(),
                Optional.empty(),
                Place.NOWHERE);
    }

    Plans file(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    private Place place() {
        return new Place("routes/test.yaml", ++line, 1, "");
    }

    private Plans step(Step step) {
        steps.add(step);
        return this;
    }

    Plans filter(String jq) {
        return step(new Step.Filter(new Jq(jq, place())));
    }

    Plans filterXPath(String xpath) {
        return step(new Step.Filter(new XPath(xpath, place())));
    }

    Plans transform(String jq) {
        return step(new Step.Transform((Mapping) new Jq(jq, place())));
    }

    Plans transformXslt(String path) {
        return step(new Step.Transform(new Xslt(new HomeFile(path, place()))));
    }

    Plans validateJson(String path) {
        return step(new Step.Validate(new Schema.Json(new HomeFile(path, place()))));
    }

    Plans validateXsd(String path) {
        return step(new Step.Validate(new Schema.Xsd(new HomeFile(path, place()))));
    }

    Plans convert(Step.Format from, Step.Format into) {
        return step(new Step.Convert(from, into));
    }

    Plans header(String name, String template, String... removed) {
        return step(new Step.Headers(Map.of(name, new Template(template, place())), List.of(removed)));
    }

    Plans when(String jq, Destination... destinations) {
        return when(new Jq(jq, place()), destinations);
    }

    Plans when(Predicate predicate, Destination... destinations) {
        branches.add(new Branch(predicate, List.of(destinations)));
        return this;
    }

    Plans otherwise(Fate fate) {
        otherwise = Optional.of(fate);
        return this;
    }

    Plans to(Destination... destinations) {
        to = List.of(destinations);
        return this;
    }

    RoutePlan plan() {
        boolean chooses = !branches.isEmpty();
        return new RoutePlan(
                "",
                new KafkaOrigin(Optional.empty(), "in", Optional.empty(), Place.NOWHERE),
                List.copyOf(steps),
                chooses ? Optional.empty() : Optional.of(to),
                chooses ? Optional.of(List.copyOf(branches)) : Optional.empty(),
                chooses ? otherwise.or(() -> Optional.of(new Fate.DeadLetter())) : Optional.empty(),
                topic("dead"),
                new Retry(1, new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)), 0),
                Order.KEY,
                new InFlight(1000, new DataSize(1 << 20)),
                List.of(),
                Place.NOWHERE);
    }

    List<Problem> problems() {
        return Itinerary.compile(plan(), files).problems();
    }

    Itinerary compiled() {
        Itinerary.Compiled compiled = Itinerary.compile(plan(), files);
        assertThat(compiled.problems()).isEmpty();
        return compiled.itinerary().orElseThrow();
    }

    RoutingDecision decide(String body) {
        return compiled().decide(Event.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    Failure failure(String body) {
        RoutingDecision decision = decide(body);
        assertThat(decision).isInstanceOf(RoutingDecision.Failed.class);
        return ((RoutingDecision.Failed) decision).failure();
    }

    Reason reason(String body) {
        return failure(body).reason();
    }

    List<OutboundMessage> parcels(String body) {
        RoutingDecision decision = decide(body);
        assertThat(decision).isInstanceOf(RoutingDecision.Deliver.class);
        return ((RoutingDecision.Deliver) decision)
                .sends().stream().map(RoutingDecision.Send::message).toList();
    }

    String delivered(String body) {
        return parcels(body).get(0).event().body().toString();
    }
}
