package routes.connector.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import routes.event.SendError;

/** The answers of one call, whose entries have their index as their id. */
public final class BatchResults {

    private static final Optional<SendError> SILENCE =
            Optional.of(SendError.transientFailure("the service did not say what became of it"));

    private BatchResults() {}

    /** What the service does not mention may or may not have arrived: it counts as refused for now. */
    public static List<Optional<SendError>> inOrder(int entries, Map<String, Optional<SendError>> answers) {
        return IntStream.range(0, entries)
                .mapToObj(at -> answers.getOrDefault(String.valueOf(at), SILENCE))
                .toList();
    }
}
