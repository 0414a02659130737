package routes.faults;

import routes.brokers.Direction;
import routes.brokers.Harbour;












import java.util.Locale;

/** Where events come from, or where they go to. */
enum Side {
    SOURCE,
    TARGET;

    Harbour of(Direction direction) {
        return this == SOURCE ? direction.from() : direction.to();
    }

    /** The name of a fault that strikes there. */
    String named(String fault) {
        return name().toLowerCase(Locale.ROOT) + "-" + fault;
    }
}
