package routes.connector.sqs;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.event.Readiness;

/**
 * Tracks the problems of a source, separately for each kind of call: that receiving works does not mean that deleting works.
 * Logs a problem when it begins. Thread-safe.
 */
final class SqsHealth {

    private static final Logger LOG = LoggerFactory.getLogger(SqsHealth.class);

    private final String queue;
    private final Consumer<Readiness> told;
    private final Map<Call, String> problems = new EnumMap<>(Call.class);

    /** @param told receives the readiness of the source whenever it changes */
    SqsHealth(String queue, Consumer<Readiness> told) {
        this.queue = queue;
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
        if (problems.put(call, detail) == null) {
            LOG.atWarn()
                    .addKeyValue("queue", queue)
                    .addKeyValue("problem", call.meaning + detail)
                    .log("SQS source failed; retrying with back-off. Messages that are not deleted will be"
                            + " received again");
        }
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
