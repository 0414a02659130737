package routes.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import routes.event.Event;

/** A client that connects anew where its connection is lost, for as long as it is wanted. For one thread. */
final class ReconnectingProbe {

    private static final long PAUSE = Duration.ofMillis(200).toNanos();

    private final Supplier<Probe> connecting;
    private final BooleanSupplier wanted;
    private Optional<Probe> connected = Optional.empty();

    /** @param connecting throws where the broker is away */
    ReconnectingProbe(Supplier<Probe> connecting, BooleanSupplier wanted) {
        this.connecting = connecting;
        this.wanted = wanted;
    }

    /** Whether the broker has confirmed all of these; where it has not, any of them may be there or not. */
    boolean send(List<Event> events) {
        while (connected.isEmpty() && wanted.getAsBoolean()) {
            connect();
        }
        try {
            connected.ifPresent(probe -> probe.send(events));
            return connected.isPresent();
        } catch (RuntimeException e) {
            close();
            return false;
        }
    }

    /** What is there, after so long at most; nothing where the broker is away. */
    List<Event> receive(Duration atMost) {
        try {
            connect();
            return connected.map(probe -> probe.receive(1, atMost)).orElse(List.of());
        } catch (RuntimeException e) {
            close();
            return List.of();
        }
    }

    private void connect() {
        if (connected.isEmpty()) {
            try {
                connected = Optional.of(connecting.get());
            } catch (RuntimeException e) {
                LockSupport.parkNanos(PAUSE);
            }
        }
    }

    void close() {
        try {
            connected.ifPresent(Probe::close);
        } catch (RuntimeException e) {
            // It was of no use any more.
        }
        connected = Optional.empty();
    }
}
