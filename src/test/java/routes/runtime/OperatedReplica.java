package routes.runtime;

import java.util.List;
import java.util.Optional;

/** One replica of a hub, as the operators of its routes see it. An order that the hub rejects returns false and changes nothing. */
interface OperatedReplica extends AutoCloseable {

    /** What the replica answers about a route. */
    record Seen(String state, boolean halted, String revision) {}

    boolean pause(String route);

    boolean stop(String route);

    boolean resume(String route);

    boolean restart(String route);

    /** Writes a route, whether it exists or not. */
    boolean write(String route, String text);

    boolean remove(String route);

    /** Writes an earlier revision again. */
    boolean rollBack(String route, String revision);

    /** The revisions in the history of the route, the newest first, without removals. */
    List<String> history(String route);

    Optional<Seen> see(String route);

    /** Reads at once what other replicas have changed, where that can be asked for. */
    void synchronize();

    @Override
    void close();
}
