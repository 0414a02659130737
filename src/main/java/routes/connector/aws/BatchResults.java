package routes.connector.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import routes.event.SendError;

/** The results of one batch call, whose entries have their index as id. */
public final class BatchResults {

    private static final Optional<SendError> NO_ANSWER =
            Optional.of(SendError.transientFailure("the service did not report a result for this message"));

    private BatchResults() {}

    /** An entry without a result may or may not have arrived; it counts as a transient refusal. */
    public static List<Optional<SendError>> inOrder(int entries, Map<String, Optional<SendError>> answers) {
        return IntStream.range(0, entries)
                .mapToObj(at -> answers.getOrDefault(String.valueOf(at), NO_ANSWER))
                .toList();
    }
}
