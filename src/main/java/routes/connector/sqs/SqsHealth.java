package routes.connector.sqs;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.event.Readiness;

/**
 * How a source stands with its queue, each kind of call on its own: that receiving works does not say that what is
 * finished can be deleted. Tells the log when a problem begins. Thread-safe.
 */
final class SqsHealth {

    private static final Logger LOG = LoggerFactory.getLogger(SqsHealth.class);

    private final String queue;
    private final Consumer<Readiness> told;
    private final Map<Call, String> problems = new EnumMap<>(Call.class);

    /** @param told what the source is from now on */
    SqsHealth(String queue, Consumer<Readiness> told) {
        this.queue = queue;
        this.told = told;
    }

    /** What a source asks of its queue, that without which it is no source at all first. */
    enum Call {
        RECEIVE(""),
        DELETE("cannot delete what is finished: "),
        HIDE("cannot keep hidden what is on its way, which may come twice: ");

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
                    .addKeyValue("detail", call.meaning + detail)
                    .log("Source is out: it tries again, nothing is lost");
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
