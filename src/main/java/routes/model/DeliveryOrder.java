package routes.model;

import java.util.Locale;

/** The order in which events reach a target. */
public enum DeliveryOrder {
    /** Events with the same key keep the order of their source. While an event is retried, later events with its key wait. */
    KEY,
    /** No order is kept. Faster if many events share a key. */
    NONE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
