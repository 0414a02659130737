package routes.model;

import java.util.Locale;

/** In which order events reach a target. */
public enum DeliveryOrder {
    /** Events with the same key in the order of their source; one that is being retried holds back its key. */
    KEY,
    /** In no order: faster where many events share a key. */
    NONE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
