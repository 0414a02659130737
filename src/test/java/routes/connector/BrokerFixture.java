package routes.connector;

import java.util.Map;
import routes.testkit.Probe;

/** A broker as its promises need it: a running one, seen by its component and, past the hub, by an operator. */
public interface BrokerFixture extends AutoCloseable {

    /** New components of the broker by names that are used for them here alone, with a connection to this one. */
    Map<String, HubComponent<?, ?>> components();

    /** What a place that keeps the order of a key is called there, for brokers that tell by the name. */
    default String ordered(String place) {
        return place;
    }

    /** Makes a topic, queue or whatever the broker calls a place; once it is there, {@link #probe} works. */
    void make(String place);

    /** What makes a missing place, as an operator would be told to type it. */
    String commandThatMakes(String place);

    /** A place as a target. */
    EndpointUnderTest target(String place);

    /** Sends to a place and takes from it past the hub. */
    Probe probe(String place);

    /** From now on nobody answers, as after a power cut. */
    void leave();

    /** The broker is there again, with all that it had confirmed. */
    void comeBack();

    @Override
    void close();

    /** A broker that events can be taken from, too. */
    interface Source extends BrokerFixture {

        /** A place as a source, which takes so many events before it waits for the first to finish. */
        EndpointUnderTest source(String place, int events);
    }
}
