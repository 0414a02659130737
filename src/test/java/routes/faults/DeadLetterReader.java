package routes.faults;

import java.time.Duration;
import java.util.List;
import routes.event.Event;
import routes.event.Headers;
import routes.testkit.Probe;

/** Dead letters, seen as the events that they were. */
record DeadLetterReader(Probe probe) implements Probe {

    private static final String ADDED = "hub-dead-letter-";

    static Event exhumed(Event letter) {
        return letter.withHeaders(Headers.received(letter.headers().stream()
                .filter(header -> !header.name().startsWith(ADDED))
                .toList()));
    }

    static String reason(Event letter) {
        return letter.headers().text(ADDED + "reason").orElse("none");
    }

    @Override
    public void send(List<Event> events) {
        probe.send(events);
    }

    @Override
    public List<Event> receive(int atLeast, Duration atMost) {
        return probe.receive(atLeast, atMost).stream()
                .map(DeadLetterReader::exhumed)
                .toList();
    }

    @Override
    public void close() {
        probe.close();
    }
}
