package routes.model;

import static routes.model.InvalidValueException.require;

import java.util.Optional;
import routes.model.format.Default;
import routes.model.format.Doc;
import routes.model.format.Rule;

/** The most events, and bytes of their bodies, that a route may have in flight. */
@Doc("The limit of events in flight: when it is reached, the route waits for deliveries to finish before it takes"
        + " more. Below it, the route finds by itself how many in flight are the fastest.")
public record InFlight(
        @Doc(
                value = "The most events in flight: from Kafka " + KafkaSourceSpec.IN_FLIGHT
                        + " where nothing is given, from other sources " + InFlight.USUAL + ".",
                example = "5000")
        @Rule.Range(least = 1, most = InFlight.MOST)
        Optional<Integer> events,

        @Doc("The most bytes that the bodies of events in flight may have together.") @Default("16MiB")
        DataSize bytes) {

    /** The most events where nobody says how many, unless the source has another number. */
    public static final int USUAL = 1_000;

    static final int MOST = 50_000;

    public InFlight {
        require(
                events.isEmpty() || events.get() >= 1 && events.get() <= MOST,
                "events",
                "events must be from 1 to " + MOST + ", but is " + events.orElse(0));
        require(
                bytes.bytes() >= 1024 && bytes.bytes() <= 1 << 30,
                "bytes",
                "bytes must be from 1KiB to 1GiB, but is " + bytes);
    }

    public InFlight(int events, DataSize bytes) {
        this(Optional.of(events), bytes);
    }

    /** The same with so many events where it does not say how many. */
    InFlight orElse(int usual) {
        return new InFlight(events.orElse(usual), bytes);
    }

    /**
     * The most events.
     *
     * @throws java.util.NoSuchElementException where neither the file nor a source has said it
     */
    public int maxEvents() {
        return events.orElseThrow();
    }
}
