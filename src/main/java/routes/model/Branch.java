package routes.model;

import java.util.List;
import routes.model.format.Doc;
import routes.model.format.OneOrMore;

/** One way of a choice. */
@Doc("One way of a choice.")
public record Branch(
        @Doc(value = "Taken where this is true and no branch before it was.", example = ".total > 1000")
        PredicateSpec when,

        @Doc(value = "Every one of these gets the event.", example = "{ rabbitmq: { queue: vip } }") @OneOrMore
        List<TargetSpec> to) {}
