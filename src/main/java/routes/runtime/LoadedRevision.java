package routes.runtime;

import java.time.Instant;
import java.util.function.Supplier;
import routes.support.Memoized;

/** The revision of the YAML text that a version of a route was built from, and when this replica loaded it. Thread-safe. */
record LoadedRevision(Supplier<String> computed, Instant at) {

    /** @param revision computes the revision; called once, when it is first needed */
    static LoadedRevision of(Supplier<String> revision, Instant at) {
        return new LoadedRevision(new Memoized<>(revision), at);
    }

    /** For a version that was not built from a text of its own. */
    static LoadedRevision none() {
        return new LoadedRevision(() -> "", Instant.MAX);
    }

    /** The revision; empty if the route shares a line with other content. */
    String id() {
        return computed.get();
    }
}
