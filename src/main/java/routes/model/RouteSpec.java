package routes.model;

import static routes.model.InvalidValueException.require;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import routes.model.format.Default;
import routes.model.format.Doc;
import routes.model.format.Inherited;
import routes.model.format.OneOrMore;
import routes.model.format.Rule;

/** One route: from where, what on the way, where to, and what if it fails. */
@Doc("One route: from where, what on the way, where to, and what if it fails.")
@Rule.OneOf({"to", "choose"})
public record RouteSpec(
        @Doc(value = "What the route is for.", example = "Large orders go to the VIP desk.") @Default("\"\"")
        String description,

        @Doc(value = "Where its events come from.", example = "{ kafka: { topic: orders } }")
        SourceSpec from,

        @Doc(
                value = "What happens to each event, in this order.",
                example = "[{ validate: { jsonSchema: schemas/order.json } }, { filter: .status != \"test\" }]")
        List<StepSpec> steps,

        @Doc(value = "Every one of these gets each event; in place of choose.", example = "{ sqs: { queue: orders } }")
        @OneOrMore
        Optional<List<TargetSpec>> to,

        @Doc(
                value = "Where events go by their content; the first branch that fits is taken.",
                example = "[{ when: .total > 1000, to: { rabbitmq: { queue: vip } } }]")
        @Rule.NotEmpty
        @Rule.Needs("otherwise")
        Optional<List<Branch>> choose,

        @Doc(value = "What becomes of an event that no branch fits; goes with choose.", example = "drop")
        @Rule.Needs("choose")
        Optional<Otherwise> otherwise,

        @Doc(value = "Where events go that cannot be delivered.", example = "{ kafka: { topic: orders.dead } }")
        @Inherited
        TargetSpec deadLetter,

        @Doc("How refused deliveries are tried again.") @Inherited @Default("{}")
        RetrySpec retry,

        @Doc("The order in which events reach a target.") @Inherited @Default("key")
        DeliveryOrder order,

        @Doc("How much the route takes before it waits.") @Inherited @Default("{}")
        InFlight inFlight,

        @Doc(value = "Examples that the command test checks.", example = RouteTest.EXAMPLE)
        List<RouteTest> tests,

        SourceLocation location)
        implements RouteEntry {

    private static final int MOST_STEPS = 100;

    public RouteSpec {
        require(steps.size() <= MOST_STEPS, "steps", "a route has at most " + MOST_STEPS + " steps");
        require(to.isPresent() != choose.isPresent(), "", "say where events go: give either 'to' or 'choose'");
        require(
                choose.isEmpty() || otherwise.isPresent(),
                "",
                "say what becomes of an event that no branch fits: give 'otherwise' a target, 'drop' or 'deadLetter'");
        require(choose.isPresent() || otherwise.isEmpty(), "otherwise", "'otherwise' goes with 'choose'");
        require(
                Stream.concat(deadLetter.key().stream(), deadLetter.address().values().stream())
                        .noneMatch(template -> template.text().contains("${")),
                "deadLetter",
                "a dead letter cannot be addressed by its content, which may be what is wrong; leave ${…} out");
        require(
                deadLetter.guarantee().isEnoughForDeadLetters(),
                "deadLetter",
                deadLetter.label() + " may lose what it confirms: send dead letters to a target that stores them");
        require(choose.isEmpty() || !choose.get().isEmpty(), "choose", "'choose' needs at least one branch");
        require(
                !deadLetter.feeds(from),
                "deadLetter",
                "a dead letter that goes to the route's own source comes back for ever");
        require(
                steps.stream().anyMatch(StepSpec.Filter.class::isInstance)
                        || to.stream().flatMap(List::stream).noneMatch(target -> target.feeds(from)),
                "to",
                "what goes to the route's own source comes back for ever: end that by a filter or a choice");
    }

    /** The same without examples, which have no part in what it does. */
    public RouteSpec withoutTests() {
        return new RouteSpec(
                description,
                from,
                steps,
                to,
                choose,
                otherwise,
                deadLetter,
                retry,
                order,
                inFlight,
                List.of(),
                location);
    }

    /** Every place that the route may deliver to, the dead letter apart, in the order in which it is written. */
    public List<TargetSpec> targets() {
        Stream<TargetSpec> branches = choose.stream().flatMap(List::stream).flatMap(branch -> branch.to().stream());
        Stream<TargetSpec> rest = otherwise.stream()
                .filter(Otherwise.Deliver.class::isInstance)
                .map(Otherwise.Deliver.class::cast)
                .flatMap(fate -> fate.to().stream());
        return Stream.of(to.stream().flatMap(List::stream), branches, rest)
                .flatMap(all -> all)
                .distinct()
                .toList();
    }
}
