package routes.model;

import java.util.Optional;
import routes.model.format.Doc;

/** What every route inherits unless it says otherwise. */
@Doc("What every route inherits unless it says otherwise.")
public record Defaults(
        @Doc(value = "How refused deliveries are tried again.", example = "{ attempts: 10 }")
        Optional<RetrySpec> retry,

        @Doc(value = "Where events go that cannot be delivered.", example = "{ kafka: { topic: dead } }")
        Optional<TargetSpec> deadLetter,

        @Doc("The order in which events reach a target.") Optional<DeliveryOrder> order,

        @Doc(value = "How much a route takes before it waits.", example = "{ events: 5000 }")
        Optional<InFlight> inFlight) {}
