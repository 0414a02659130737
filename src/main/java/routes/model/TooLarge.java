package routes.model;

import java.util.Locale;

/** What happens to a dead letter that is larger than its target accepts. */
public enum TooLarge {
    /** It is parked, whole: it is tried again now and then, and an operator may cut or discard it. Other events go on. */
    PARK,
    /** It is cut: the beginning of the body is kept, and the event is acknowledged. */
    CUT;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
