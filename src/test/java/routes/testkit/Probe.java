package routes.testkit;

import java.time.Duration;
import java.util.List;
import routes.event.Event;

/** A client of one broker, as an application would write it: it puts events there and takes them from there. */
public interface Probe extends AutoCloseable {

    /** Returns only when the broker has confirmed every event; throws where it did not confirm one. */
    void send(List<Event> events);

    /** Takes and acknowledges what is there, until there are so many or the time is over. */
    List<Event> receive(int atLeast, Duration atMost);

    @Override
    void close();
}
