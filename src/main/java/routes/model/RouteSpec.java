package routes.model;

import static routes.model.InvalidValueException.require;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import routes.model.format.Default;
import routes.model.format.Doc;
import routes.model.format.Inherited;
import routes.model.format.OneOrMore;
import routes.model.format.Rule;

/** A route: its source, its steps, its targets, and the handling of failures. */
@Doc("A route: its source, its steps, its targets, and the handling of failures.")
@Rule.OneOf({"to", "choose"})
public record RouteSpec(
        @Doc(value = "What the route is for.", example = "Large orders go to the VIP desk.") @Default("\"\"")
        String description,

        @Doc(value = "The source of the events.", example = "{ kafka: { topic: orders } }")
        SourceSpec from,

        @Doc(
                value = "The steps that each event passes, in this order.",
                example = "[{ validate: { jsonSchema: schemas/order.json } }, { filter: .status != \"test\" }]")
        List<StepSpec> steps,

        @Doc(
                value = "The targets; each of them receives every event. Used in place of choose.",
                example = "{ sqs: { queue: orders } }")
        @OneOrMore
        Optional<List<TargetSpec>> to,

        @Doc(
                value = "Routes events by their content; the first branch that matches is taken.",
                example = "[{ when: .total > 1000, to: { rabbitmq: { queue: vip } } }]")
        @Rule.NotEmpty
        @Rule.Needs("otherwise")
        Optional<List<Branch>> choose,

        @Doc(value = "What happens to an event for which no branch matches. Required with choose.", example = "drop")
        @Rule.Needs("choose")
        Optional<Otherwise> otherwise,

        @Doc(value = "The target of events that cannot be delivered.", example = "{ kafka: { topic: orders.dead } }")
        @Inherited
        TargetSpec deadLetter,

        @Doc(
                value =
                        "What happens to a dead letter that is larger than its target accepts. park, also where nothing is"
                                + " given: the hub keeps it, whole and not acknowledged, tries it again now and then, and goes on"
                                + " with other events; an operator may cut or discard it. cut: the dead letter has the first"
                                + " 32 KiB of the body, and the rest is lost.",
                example = "cut")
        @Inherited
        Optional<TooLarge> tooLarge,

        @Doc("How refused deliveries are retried.") @Inherited @Default("{}")
        RetrySpec retry,

        @Doc("The order in which events reach a target.") @Inherited @Default("key")
        DeliveryOrder order,

        @Doc("How many events the route takes before it waits.") @Inherited @Default("{}")
        InFlight inFlight,

        @Doc(value = "Tests of the route, run by the command test.", example = RouteTest.EXAMPLE)
        List<RouteTest> tests,

        @Doc(
                value = "Lints that are meant as they are: the hub does not warn of them here. See the page of lints.",
                example = "[loop]")
        List<Lint> allow,

        SourceLocation location)
        implements RouteEntry {

    private static final int MAX_STEPS = 100;

    public RouteSpec {
        inFlight = inFlight.orElse(from.usualInFlight());
        require(steps.size() <= MAX_STEPS, "steps", "a route has at most " + MAX_STEPS + " steps");
        require(
                to.isPresent() != choose.isPresent(),
                "",
                "the route has no target, or two kinds of them: give either 'to' or 'choose'");
        require(
                choose.isEmpty() || otherwise.isPresent(),
                "",
                "what happens if no branch matches is not defined: set 'otherwise' to a target, 'drop' or"
                        + " 'deadLetter'");
        require(choose.isPresent() || otherwise.isEmpty(), "otherwise", "'otherwise' is used only with 'choose'");
        require(
                Stream.concat(deadLetter.key().stream(), deadLetter.deadLetterAddress().values().stream())
                        .noneMatch(template -> template.text().contains("${")),
                "deadLetter",
                "${…} is not allowed in the address of a dead letter: the content may be the reason for the failure");
        require(
                deadLetter.guarantee().isEnoughForDeadLetters(),
                "deadLetter",
                deadLetter.label() + " may lose what it confirms: send dead letters to a target that stores them");
        require(
                allow.stream().allMatch(Lint::isOfRoute),
                "allow",
                "a route can allow lints about routes only: "
                        + Stream.of(Lint.values())
                                .filter(Lint::isOfRoute)
                                .map(Lint::toString)
                                .collect(Collectors.joining(", ")));
        require(choose.isEmpty() || !choose.get().isEmpty(), "choose", "'choose' needs at least one branch");
        require(
                !deadLetter.feeds(from),
                "deadLetter",
                "the dead letter target is the route's own source: dead letters would loop forever; use another"
                        + " target");
        require(
                steps.stream().anyMatch(StepSpec.Filter.class::isInstance)
                        || to.stream().flatMap(List::stream).noneMatch(target -> target.feeds(from)),
                "to",
                "the target is the route's own source: events would loop forever; add a filter step or use 'choose'");
    }

    /** The same route without its tests and allowed lints, which do not affect what it does. */
    public RouteSpec withoutTests() {
        return new RouteSpec(
                description,
                from,
                steps,
                to,
                choose,
                otherwise,
                deadLetter,
                tooLarge,
                retry,
                order,
                inFlight,
                List.of(),
                List.of(),
                location);
    }

    /** All targets of the route except the dead letter, in the order of the file. */
    public List<TargetSpec> targets() {
        Stream<TargetSpec> branches = choose.stream().flatMap(List::stream).flatMap(branch -> branch.to().stream());
        Stream<TargetSpec> fallback = otherwise.stream()
                .filter(Otherwise.Deliver.class::isInstance)
                .map(Otherwise.Deliver.class::cast)
                .flatMap(deliver -> deliver.to().stream());
        return Stream.of(to.stream().flatMap(List::stream), branches, fallback)
                .flatMap(all -> all)
                .distinct()
                .toList();
    }
}
