package routes.connector.kafka;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Sees whether Kafka confirms the commits that it is asked for. One that fails is asked again and harms nobody; where all
 * fail for a while the source will come to a stop. For the polling thread alone.
 */
final class CommitHealth {

    static final Duration PATIENCE = Duration.ofSeconds(10);

    private OptionalLong unconfirmedSince = OptionalLong.empty();
    private String failure = "Kafka does not answer";
    private boolean told;

    void asked(long nanos) {
        if (unconfirmedSince.isEmpty()) {
            unconfirmedSince = OptionalLong.of(nanos);
        }
    }

    void failed(Throwable thrown) {
        failure = Optional.ofNullable(thrown.getMessage())
                .orElse(thrown.getClass().getSimpleName());
    }

    /** Kafka has confirmed one, or there is nothing left to commit. */
    void confirmed() {
        unconfirmedSince = OptionalLong.empty();
        told = false;
    }

    /** What is wrong, if it has been so for longer than can be borne. */
    Optional<String> problem(long nanos) {
        return unconfirmedSince.isPresent() && nanos - unconfirmedSince.getAsLong() >= PATIENCE.toNanos()
                ? Optional.of("cannot commit offsets: " + failure)
                : Optional.empty();
    }

    /** The problem, once, when it begins. */
    Optional<String> beginning(long nanos) {
        Optional<String> problem = told ? Optional.empty() : problem(nanos);
        told |= problem.isPresent();
        return problem;
    }
}
