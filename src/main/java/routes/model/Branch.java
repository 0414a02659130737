package routes.model;

import java.util.List;
import routes.model.format.Doc;
import routes.model.format.OneOrMore;

/** One branch of {@code choose}. */
@Doc("One branch of choose.")
public record Branch(
        @Doc(value = "The branch is taken if this is true and no earlier branch was taken.", example = ".total > 1000")
        PredicateSpec when,

        @Doc(
                value = "The targets of the branch; each of them receives the event.",
                example = "{ rabbitmq: { queue: vip } }")
        @OneOrMore
        List<TargetSpec> to) {}
