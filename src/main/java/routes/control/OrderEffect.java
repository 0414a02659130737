package routes.control;

/** What an order about an event does on one replica. */
public enum OrderEffect {
    /** It is carried out, or will be as soon as a target has answered. It does not lapse any more. */
    TAKEN("it is carried out"),
    /** The event cannot be cut or discarded yet, and may be later. */
    NOT_PARKED("the event is in flight, but is not a parked dead letter, so that it can be neither cut nor discarded"),
    /** The event is on its way to the dead letter target already. */
    DEAD_LETTER_ALREADY("the event is a dead letter already"),
    /** The event has just ended without the order. */
    ENDED("the event has ended"),
    /** Several events in flight have the id, and the order would be carried out about any of them. */
    AMBIGUOUS("several events in flight have this id, and none of them is cut or discarded"),
    /** The replica does not have the event. */
    NOT_HERE("no replica has the event");

    private final String why;

    OrderEffect(String why) {
        this.why = why;
    }

    /** Why an order has had no effect until it lapsed. */
    public String why() {
        return why;
    }
}
