package routes.faults;

import java.util.Locale;
import routes.testkit.BrokerUnderTest;
import routes.testkit.Direction;

/** Where events come from, or where they go to. */
enum Side {
    SOURCE,
    TARGET;

    BrokerUnderTest of(Direction direction) {
        return this == SOURCE ? direction.from() : direction.to();
    }

    /** The name of a fault that strikes there. */
    String named(String fault) {
        return name().toLowerCase(Locale.ROOT) + "-" + fault;
    }
}
