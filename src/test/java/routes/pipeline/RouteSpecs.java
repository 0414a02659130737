package routes.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import routes.event.Event;
import routes.event.Failure;
import routes.event.OutboundMessage;
import routes.event.RoutingDecision;
import routes.model.BackoffRange;
import routes.model.Branch;
import routes.model.CloudEventsMode;
import routes.model.ConfigFile;
import routes.model.CsvHeader;
import routes.model.DataSize;
import routes.model.DeadLetterReason;
import routes.model.DeliveryOrder;
import routes.model.InFlight;
import routes.model.Jq;
import routes.model.KafkaSourceSpec;
import routes.model.KafkaTargetSpec;
import routes.model.Otherwise;
import routes.model.PredicateSpec;
import routes.model.Problem;
import routes.model.RabbitTargetSpec;
import routes.model.RetrySpec;
import routes.model.RouteSpec;
import routes.model.SourceLocation;
import routes.model.StepSpec;
import routes.model.TargetSpec;
import routes.model.TextTemplate;
import routes.model.TransformSpec;
import routes.model.XPath;
import routes.model.Xslt;

/** Builds a route's plan step by step, compiles it and asks it about events. */
final class RouteSpecs {

    private final List<StepSpec> steps = new ArrayList<>();
    private final List<Branch> branches = new ArrayList<>();
    private final Map<String, byte[]> files = new HashMap<>();
    private Optional<Otherwise> otherwise = Optional.empty();
    private List<TargetSpec> to = List.of(topic("out"));
    private int line;

    static RouteSpecs route() {
        return new RouteSpecs();
    }

    static KafkaTargetSpec topic(String name) {
        return new KafkaTargetSpec(
                Optional.empty(),
                name,
                Optional.empty(),
                KafkaTargetSpec.RecordTime.KEEP,
                CloudEventsMode.KEEP,
                SourceLocation.NOWHERE);
    }

    static KafkaTargetSpec keyed(String name, String key) {
        return new KafkaTargetSpec(
                Optional.empty(),
                name,
                Optional.of(new TextTemplate(key, SourceLocation.NOWHERE)),
                KafkaTargetSpec.RecordTime.KEEP,
                CloudEventsMode.KEEP,
                SourceLocation.NOWHERE);
    }

    static RabbitTargetSpec exchange(String name, String routingKey) {
        return new RabbitTargetSpec(
                Optional.empty(),
                Optional.of(name),
                Optional.of(new TextTemplate(routingKey, SourceLocation.NOWHERE)),
                Optional.empty(),
                Optional.empty(),
                CloudEventsMode.KEEP,
                SourceLocation.NOWHERE);
    }

    RouteSpecs file(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    private SourceLocation place() {
        return new SourceLocation("routes/test.yaml", ++line, 1, "");
    }

    private RouteSpecs step(StepSpec step) {
        steps.add(step);
        return this;
    }

    RouteSpecs filter(String jq) {
        return step(new StepSpec.Filter(new Jq(jq, place())));
    }

    RouteSpecs filterXPath(String xpath) {
        return step(new StepSpec.Filter(new XPath(xpath, place())));
    }

    RouteSpecs transform(String jq) {
        return step(new StepSpec.Transform((TransformSpec) new Jq(jq, place())));
    }

    RouteSpecs transformXslt(String path) {
        return step(new StepSpec.Transform(new Xslt(new ConfigFile(path, place()))));
    }

    RouteSpecs validateJson(String path) {
        return step(validate(path, StepSpec.DuplicateKeys.REFUSE));
    }

    RouteSpecs validateAcceptingDuplicateKeys(String path) {
        return step(validate(path, StepSpec.DuplicateKeys.ACCEPT));
    }

    private StepSpec validate(String path, StepSpec.DuplicateKeys duplicateKeys) {
        return new StepSpec.Validate(Optional.of(new ConfigFile(path, place())), Optional.empty(), duplicateKeys);
    }

    RouteSpecs validateXsd(String path) {
        return step(new StepSpec.Validate(
                Optional.empty(), Optional.of(new ConfigFile(path, place())), StepSpec.DuplicateKeys.REFUSE));
    }

    RouteSpecs convert(StepSpec.Format from, StepSpec.Format into) {
        return step(StepSpec.Convert.of(from, into));
    }

    RouteSpecs convertCsv(String separator, String quote, CsvHeader header) {
        return step(new StepSpec.Convert(StepSpec.Format.CSV, StepSpec.Format.JSON, separator, quote, header));
    }

    RouteSpecs header(String name, String template, String... removed) {
        return step(new StepSpec.Headers(Map.of(name, new TextTemplate(template, place())), List.of(removed)));
    }

    RouteSpecs when(String jq, TargetSpec... destinations) {
        return when(new Jq(jq, place()), destinations);
    }

    RouteSpecs when(PredicateSpec predicate, TargetSpec... destinations) {
        branches.add(new Branch(predicate, List.of(destinations)));
        return this;
    }

    RouteSpecs otherwise(Otherwise fate) {
        otherwise = Optional.of(fate);
        return this;
    }

    RouteSpecs to(TargetSpec... destinations) {
        to = List.of(destinations);
        return this;
    }

    RouteSpec plan() {
        boolean chooses = !branches.isEmpty();
        return new RouteSpec(
                "",
                new KafkaSourceSpec(Optional.empty(), "in", Optional.empty(), SourceLocation.NOWHERE),
                List.copyOf(steps),
                chooses ? Optional.empty() : Optional.of(to),
                chooses ? Optional.of(List.copyOf(branches)) : Optional.empty(),
                chooses ? otherwise.or(() -> Optional.of(new Otherwise.DeadLetter())) : Optional.empty(),
                topic("dead"),
                Optional.empty(),
                new RetrySpec(
                        1, new BackoffRange(Duration.ofMillis(1), Duration.ofMillis(2)), 0, Duration.ofMinutes(1)),
                DeliveryOrder.KEY,
                new InFlight(1000, new DataSize(1 << 20)),
                List.of(),
                List.of(),
                SourceLocation.NOWHERE);
    }

    List<Problem> problems() {
        return Pipeline.compile(plan(), files).problems();
    }

    Pipeline compiled() {
        Pipeline.Compiled compiled = Pipeline.compile(plan(), files);
        assertThat(Problem.errors(compiled.problems())).isEmpty();
        return compiled.pipeline().orElseThrow();
    }

    RoutingDecision decide(String body) {
        return decide(body.getBytes(StandardCharsets.UTF_8));
    }

    RoutingDecision decide(byte[] body) {
        return compiled().decide(Event.of(body));
    }

    Failure failure(String body) {
        return failure(body.getBytes(StandardCharsets.UTF_8));
    }

    Failure failure(byte[] body) {
        RoutingDecision decision = decide(body);
        assertThat(decision).isInstanceOf(RoutingDecision.Failed.class);
        return ((RoutingDecision.Failed) decision).failure();
    }

    DeadLetterReason reason(String body) {
        return failure(body).reason();
    }

    List<OutboundMessage> parcels(String body) {
        return parcels(body.getBytes(StandardCharsets.UTF_8));
    }

    private List<OutboundMessage> parcels(byte[] body) {
        RoutingDecision decision = decide(body);
        assertThat(decision).isInstanceOf(RoutingDecision.Deliver.class);
        return ((RoutingDecision.Deliver) decision)
                .sends().stream().map(RoutingDecision.Send::message).toList();
    }

    String delivered(String body) {
        return delivered(body.getBytes(StandardCharsets.UTF_8));
    }

    String delivered(byte[] body) {
        return parcels(body).get(0).event().body().toString();
    }
}
