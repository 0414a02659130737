package routes.definition;

import java.util.Optional;

/** What every route inherits unless it says otherwise. */
@Doc("What every route inherits unless it says otherwise.")
public record Defaults(
        @Doc("How refused deliveries are tried again.") Optional<Retry> retry,
        @Doc("Where events go that cannot be delivered.") Optional<Destination> deadLetter,
        @Doc("The order in which events reach a target.") Optional<Order> order,
        @Doc("How much a route takes before it waits.") Optional<InFlight> inFlight) {}
