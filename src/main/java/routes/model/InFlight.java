package routes.model;

import static routes.model.InvalidValueException.require;

import routes.model.format.Default;
import routes.model.format.Doc;
import routes.model.format.Rule;

/** How much a route may have taken and not yet finished. A crash repeats no more than what this allows. */
@Doc("How much a route takes from its source before it waits for deliveries to finish.")
public record InFlight(
        @Doc("Events taken and not yet finished.") @Default("1000") @Rule.Range(least = 1, most = InFlight.MOST)
        int events,

        @Doc("The bytes of their bodies.") @Default("16MiB") DataSize bytes) {

    static final int MOST = 50_000;

    public InFlight {
        require(events >= 1 && events <= MOST, "events", "events must be from 1 to " + MOST + ", but is " + events);
        require(
                bytes.bytes() >= 1024 && bytes.bytes() <= 1 << 30,
                "bytes",
                "bytes must be from 1KiB to 1GiB, but is " + bytes);
    }
}
