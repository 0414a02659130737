package routes.connector.sqs;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import routes.event.Readiness;

/**
 * Tracks the problems of a source, separately for each kind of call: that receiving works does not mean that deleting works.
 * Thread-safe.
 */
final class SqsHealth {

    private final Consumer<Readiness> told;
    private final Map<Call, String> problems = new EnumMap<>(Call.class);

    /** @param told receives the readiness of the source whenever it changes */
    SqsHealth(Consumer<Readiness> told) {
        this.told = told;
    }

    /** The kinds of calls of a source, the most important one first. */
    enum Call {
        RECEIVE(""),
        DELETE("cannot delete finished messages: "),
        HIDE("cannot extend the visibility timeout of messages in flight, which may be delivered twice: ");

        private final String meaning;

        Call(String meaning) {
            this.meaning = meaning;
        }
    }

    synchronized void works(Call call) {
        if (problems.remove(call) != null || call == Call.RECEIVE) {
            tell();
        }
    }

    synchronized void fails(Call call, String detail) {
        problems.put(call, detail);
        tell();
    }

    synchronized boolean isWell(Call call) {
        return !problems.containsKey(call);
    }

    private void tell() {
        Optional<Readiness> worst = problems.entrySet().stream()
                .findFirst()
                .map(problem -> Readiness.notReady(problem.getKey().meaning + problem.getValue()));
        told.accept(worst.orElseGet(Readiness::ready));
    }
}
