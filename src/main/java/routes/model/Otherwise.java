package routes.model;

import java.util.List;
import routes.model.format.DefaultKind;
import routes.model.format.Doc;
import routes.model.format.Inline;
import routes.model.format.Kind;
import routes.model.format.OneOrMore;

/** What happens to an event for which no branch matches. */
@DefaultKind(Otherwise.Deliver.class)
@Doc("What happens to an event for which no branch matches: a target, drop, or deadLetter.")
public sealed interface Otherwise permits Otherwise.Drop, Otherwise.DeadLetter, Otherwise.Deliver {

    /** The event is dropped, with the outcome {@code filtered}. */
    @Kind("drop")
    @Doc("The event is dropped and counted as filtered.")
    record Drop() implements Otherwise {}

    /** The event becomes a dead letter with the reason {@code unmatched}. */
    @Kind("deadLetter")
    @Doc("The event becomes a dead letter.")
    record DeadLetter() implements Otherwise {}

    /** The event is delivered to these targets. */
    @Inline
    record Deliver(@OneOrMore List<TargetSpec> to) implements Otherwise {}
}
