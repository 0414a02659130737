package routes.event;

/**
 * A parcel that a target must take or refuse. Exactly one of the two answers must be given, once, from any thread; until
 * then the event counts as on its way.
 */
public interface PendingSend {

    OutboundMessage message();

    /** The target holds the event durably. */
    void confirmed();

    /** The target does not hold the event, or it is not known whether it does. */
    void refused(SendError error);
}
