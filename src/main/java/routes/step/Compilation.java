package routes.step;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import routes.definition.Branch;
import routes.definition.Destination;
import routes.definition.Fate;
import routes.definition.HomeFile;
import routes.definition.Jq;
import routes.definition.Mapping;
import routes.definition.Place;
import routes.definition.Predicate;
import routes.definition.Problem;
import routes.definition.RabbitDestination;
import routes.definition.Reason;
import routes.definition.RoutePlan;
import routes.definition.Schema;
import routes.definition.SnsDestination;
import routes.definition.SqsDestination;
import routes.definition.Step;
import routes.definition.Template;
import routes.definition.XPath;
import routes.definition.Xslt;
import routes.event.Headers;
import routes.event.Verdict;
import routes.step.jq.JqMistake;
import routes.step.jq.JqProgram;

/** Makes an itinerary of a plan, and gathers every mistake in it with its place. Used once. */
final class Compilation {

    private final RoutePlan plan;
    private final Files files;
    private Optional<XmlWorkshop> workshop = Optional.empty();
    private final List<Problem> problems = new ArrayList<>();

    Compilation(RoutePlan plan, Map<String, byte[]> files) {
        this.plan = plan;
        this.files = new Files(Map.copyOf(files));
    }

    Itinerary.Compiled compiled() {
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < plan.steps().size(); i++) {
            stage("steps[" + i + "].", plan.steps().get(i)).ifPresent(stages::add);
        }
        List<Goal> goals = goals(plan.destinations());
        List<Fork> forks = new ArrayList<>();
        List<Branch> branches = plan.choose().orElse(List.of());
        for (int i = 0; i < branches.size(); i++) {
            String at = "choose[" + i + "]";
            List<Goal> taken = among(goals, branches.get(i).to());
            question(branches.get(i).when()).ifPresent(when -> forks.add(new Fork(at, when, taken)));
        }
        Itinerary.Ending ending = plan.to()
                .map(to -> deliver("to", among(goals, to)))
                .orElseGet(() -> ending(plan.otherwise().orElseThrow(), goals));
        return problems.isEmpty()
                ? new Itinerary.Compiled(
                        Optional.of(new Itinerary(List.copyOf(stages), List.copyOf(forks), ending)), List.of())
                : new Itinerary.Compiled(Optional.empty(), List.copyOf(problems));
    }

    private Optional<? extends Stage> stage(String at, Step step) {
        if (step instanceof Step.Validate) {
            Schema schema = ((Step.Validate) step).schema();
            return shape(schema).map(shape -> new Stage.Check(at + "validate", shape));
        }
        if (step instanceof Step.Filter) {
            return question(((Step.Filter) step).keep()).map(keep -> new Stage.Sieve(at + "filter", keep));
        }
        if (step instanceof Step.Transform) {
            return remake(((Step.Transform) step).mapping()).map(remake -> new Stage.Change(at + "transform", remake));
        }
        return step instanceof Step.Headers
                ? dress(at + "headers", (Step.Headers) step)
                : Optional.of(new Stage.Change(at + "convert", conversion((Step.Convert) step)));
    }

    private Remake conversion(Step.Convert convert) {
        switch (convert.from()) {
            case XML:
                return new XmlToJson();
            case CSV:
                return new CsvToJson();
            default:
                return new JsonToXml(workshop());
        }
    }

    private Optional<Stage.Dress> dress(String at, Step.Headers step) {
        Map<String, Wording> set = new LinkedHashMap<>();
        step.set().forEach((name, template) -> {
            if (Headers.steers(name)) {
                problems.add(new Problem(template.place(), "'" + name + "' steers the hub and cannot be a header"));
            }
            wording(template).ifPresent(wording -> set.put(name, wording));
        });
        return Optional.of(new Stage.Dress(at, Set.copyOf(step.remove()), set));
    }

    private List<Goal> goals(List<Destination> destinations) {
        List<Goal> goals = new ArrayList<>();
        for (Destination destination : destinations) {
            goals.add(new Goal(
                    goals.size(),
                    destination.label(),
                    destination.key().flatMap(this::wording),
                    routingKey(destination).flatMap(this::wording),
                    deduplicationId(destination).flatMap(this::wording)));
        }
        return goals;
    }

    private static Optional<Template> routingKey(Destination destination) {
        return destination instanceof RabbitDestination
                ? ((RabbitDestination) destination).routingKey()
                : Optional.empty();
    }

    private static Optional<Template> deduplicationId(Destination destination) {
        if (destination instanceof SqsDestination) {
            return ((SqsDestination) destination).deduplicationId();
        }
        return destination instanceof SnsDestination
                ? ((SnsDestination) destination).deduplicationId()
                : Optional.empty();
    }

    private List<Goal> among(List<Goal> goals, List<Destination> wanted) {
        return wanted.stream()
                .distinct()
                .map(plan.destinations()::indexOf)
                .map(goals::get)
                .toList();
    }

    private static Itinerary.Ending deliver(String way, List<Goal> goals) {
        return (cargo, trace) -> Itinerary.deliver(way, goals, cargo, trace);
    }

    private Itinerary.Ending ending(Fate fate, List<Goal> goals) {
        if (fate instanceof Fate.Deliver) {
            return deliver("otherwise", among(goals, ((Fate.Deliver) fate).to()));
        }
        if (fate instanceof Fate.Drop) {
            return (cargo, trace) -> {
                trace.filtered("otherwise");
                return new Verdict.Filtered();
            };
        }
        return (cargo, trace) -> {
            throw new Itinerary.Astray(new Unfit(Reason.UNMATCHED, "no branch fits"), "choose");
        };
    }

    /** One for all of the route's XML; most routes have none. */
    private XmlWorkshop workshop() {
        workshop = workshop.or(() -> Optional.of(new XmlWorkshop(files)));
        return workshop.orElseThrow();
    }

    private Optional<Question> question(Predicate predicate) {
        if (predicate instanceof Jq) {
            Jq jq = (Jq) predicate;
            return attempt(jq.place(), () -> new Question.OfJson(program(jq)));
        }
        XPath xpath = (XPath) predicate;
        return attempt(xpath.place(), () -> new Question.OfXml(workshop().xpath(xpath.text()), workshop()));
    }

    private Optional<Remake> remake(Mapping mapping) {
        if (mapping instanceof Jq) {
            Jq jq = (Jq) mapping;
            return attempt(jq.place(), () -> Remake.by(program(jq)));
        }
        HomeFile file = ((Xslt) mapping).file();
        return attempt(file.place(), () -> workshop().stylesheet(file.path()));
    }

    private Optional<Shape> shape(Schema schema) {
        String path = schema.file().path();
        return attempt(
                schema.file().place(),
                () -> schema instanceof Schema.Json ? JsonShape.of(path, files) : XmlShape.of(path, files));
    }

    private Optional<Wording> wording(Template template) {
        return attempt(template.place(), () -> Wording.of(template.text()));
    }

    private static JqProgram program(Jq jq) throws Mistake {
        try {
            return JqProgram.compile(jq.text());
        } catch (JqMistake e) {
            throw new Mistake("not a jq expression: " + e.getMessage());
        }
    }

    private interface Attempt<T> {
        T make() throws Mistake;
    }

    private <T> Optional<T> attempt(Place place, Attempt<T> attempt) {
        try {
            return Optional.of(attempt.make());
        } catch (Mistake e) {
            problems.add(new Problem(place, e.getMessage()));
            return Optional.empty();
        }
    }
}
