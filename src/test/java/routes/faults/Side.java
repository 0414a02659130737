package routes.faults;

import routes.brokers.Direction;
import routes.brokers.Harbour;

/** Where events come from, or where they go to. */
enum Side {
    SOURCE,
    TARGET;

    Harbour of(Direction direction) {
        return this == SOURCE ? direction.from() : direction.to();
    }
}
