package routes.model;

import java.util.Optional;
import routes.model.format.Doc;

/** Settings that every route inherits unless it has its own. */
@Doc("Settings that every route inherits unless it has its own.")
public record Defaults(
        @Doc(value = "How refused deliveries are retried.", example = "{ attempts: 10 }")
        Optional<RetrySpec> retry,

        @Doc(value = "The target of events that cannot be delivered.", example = "{ kafka: { topic: dead } }")
        Optional<TargetSpec> deadLetter,

        @Doc(value = "What happens to a dead letter that is larger than its target accepts.", example = "cut")
        Optional<TooLarge> tooLarge,

        @Doc("The order in which events reach a target.") Optional<DeliveryOrder> order,

        @Doc(value = "How many events a route takes before it waits.", example = "{ events: 5000 }")
        Optional<InFlight> inFlight) {

    public static final Defaults NONE =
            new Defaults(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
