package routes.model;

import static routes.model.InvalidValueException.require;

import routes.model.format.Default;
import routes.model.format.Doc;
import routes.model.format.Rule;

/** The most events, and bytes of their bodies, that a route may have in flight. A crash repeats at most this many. */
@Doc("The limit of events in flight: when it is reached, the route waits for deliveries to finish before it takes"
        + " more.")
public record InFlight(
        @Doc("The most events in flight.") @Default("1000") @Rule.Range(least = 1, most = InFlight.MOST)
        int events,

        @Doc("The most bytes that the bodies of events in flight may have together.") @Default("16MiB")
        DataSize bytes) {

    static final int MOST = 50_000;

    public InFlight {
        require(events >= 1 && events <= MOST, "events", "events must be from 1 to " + MOST + ", but is " + events);
        require(
                bytes.bytes() >= 1024 && bytes.bytes() <= 1 << 30,
                "bytes",
                "bytes must be from 1KiB to 1GiB, but is " + bytes);
    }
}
