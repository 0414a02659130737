package routes.connector;

import java.time.Duration;
import java.util.List;

/** Shows events as they arrive at a target, without taking them from anybody. Used by one thread. */
public interface EventTail extends AutoCloseable {

    /** What is watched, and where: {@code topic 'orders' at localhost:9092}. */
    String place();

    /**
     * The events that have arrived since the last call.
     *
     * @param atMost how long to wait if there are none
     * @throws ConnectorException if no more can be seen; says why
     */
    List<TailedEvent> next(Duration atMost);

    @Override
    void close();
}
