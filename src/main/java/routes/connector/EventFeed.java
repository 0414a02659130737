package routes.connector;

import routes.event.Event;

/** Sends an event into a source, as the command {@code send} does. */
@FunctionalInterface
public interface EventFeed {

    /**
     * Sends the event and waits until the broker has confirmed it.
     *
     * @return the position at which the source receives it, as in logs and dead letters
     * @throws ConnectorException if the event is not there, or if that is unknown; says why
     */
    String send(Event event);
}
