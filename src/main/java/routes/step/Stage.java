package routes.step;

import routes.event.Headers;










import java.util.Map;
import java.util.Set;

/** A step, ready to be taken. Thread-safe. */
sealed interface Stage {

    /** Where it is written: {@code steps[0].validate}. */
    String at();

    /** Whether the event goes on. */
    boolean take(Cargo cargo, Trace trace) throws Unfit;

    /** Events that do not fit the shape are unfit. */
    record Check(String at, Shape shape) implements Stage {
        @Override
        public boolean take(Cargo cargo, Trace trace) throws Unfit {
            shape.judge(cargo);
            trace.passed(at);
            return true;
        }
    }

    /** Only events for which the answer is yes go on. */
    record Sieve(String at, Question keep) implements Stage {
        @Override
        public boolean take(Cargo cargo, Trace trace) throws Unfit {
            boolean kept = keep.holds(cargo);
            if (kept) {
                trace.passed(at);
            } else {
                trace.filtered(at);
            }
            return kept;
        }
    }

    /** The body becomes another one. */
    record Change(String at, Remake remake) implements Stage {
        @Override
        public boolean take(Cargo cargo, Trace trace) throws Unfit {
            remake.apply(cargo);
            if (trace != Trace.NONE) {
                trace.changed(at, cargo.event().body());
            }
            return true;
        }
    }

    /** Headers are removed, then set. */
    record Dress(String at, Set<String> removed, Map<String, Wording> set) implements Stage {
        @Override
        public boolean take(Cargo cargo, Trace trace) throws Unfit {
            Headers headers = cargo.headers().without(removed);
            for (Map.Entry<String, Wording> header : set.entrySet()) {
                headers = headers.with(header.getKey(), header.getValue().fill(cargo));
            }
            cargo.wear(headers);
            trace.passed(at);
            return true;
        }
    }
}
