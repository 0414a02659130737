package routes.definition;

import java.util.List;

/** What becomes of an event that no branch fits. */
@Bare(Fate.Deliver.class)
@Doc("What becomes of an event that no branch fits: a target, drop, or deadLetter.")
public sealed interface Fate permits Fate.Drop, Fate.DeadLetter, Fate.Deliver {

    /** It is done with, outcome {@code filtered}. */
    @Kind("drop")
    @Doc("It is done with, and counted as filtered.")
    record Drop() implements Fate {}

    /** It is a dead letter, reason {@code unmatched}. */
    @Kind("deadLetter")
    @Doc("It becomes a dead letter.")
    record DeadLetter() implements Fate {}

    /** It is delivered here. */
    @Inline
    record Deliver(@OneOrMore List<Destination> to) implements Fate {}
}
