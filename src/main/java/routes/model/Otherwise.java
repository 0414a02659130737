package routes.model;

import java.util.List;
import routes.model.format.DefaultKind;
import routes.model.format.Doc;
import routes.model.format.Inline;
import routes.model.format.Kind;
import routes.model.format.OneOrMore;

/** What becomes of an event that no branch fits. */
@DefaultKind(Otherwise.Deliver.class)
@Doc("What becomes of an event that no branch fits: a target, drop, or deadLetter.")
public sealed interface Otherwise permits Otherwise.Drop, Otherwise.DeadLetter, Otherwise.Deliver {

    /** It is done with, outcome {@code filtered}. */
    @Kind("drop")
    @Doc("It is done with, and counted as filtered.")
    record Drop() implements Otherwise {}

    /** It is a dead letter, reason {@code unmatched}. */
    @Kind("deadLetter")
    @Doc("It becomes a dead letter.")
    record DeadLetter() implements Otherwise {}

    /** It is delivered here. */
    @Inline
    record Deliver(@OneOrMore List<TargetSpec> to) implements Otherwise {}
}
