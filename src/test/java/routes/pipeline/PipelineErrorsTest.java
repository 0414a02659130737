package routes.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.event.Event;
import routes.event.Failure;
import routes.event.RoutingDecision;
import routes.model.DeadLetterReason;

/** Errors of Java while an event is decided about. */
class PipelineErrorsTest {

    private static final Event EVENT = Event.of("{}".getBytes());

    private static Pipeline failingWith(Error error) {
        PipelineStep step = new PipelineStep.Transform("steps[0].transform", context -> {
            throw error;
        });
        return new Pipeline(List.of(step), List.of(), (context, trace) -> new RoutingDecision.Filtered());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Java heap space", "unable to create native thread: possibly out of memory"})
    void makesNoDeadLetterForALackOfMemoryOrThreads(String message) {
        Pipeline pipeline = failingWith(new OutOfMemoryError(message));

        assertThatThrownBy(() -> pipeline.decide(EVENT))
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessage(message);
    }

    @Test
    void makesNoDeadLetterForAClassThatIsMissing() {
        Pipeline pipeline = failingWith(new NoClassDefFoundError("a/B"));

        assertThatThrownBy(() -> pipeline.decide(EVENT)).isInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void makesADeadLetterOfAnEventThatIsNestedTooDeeply() {
        assertThat(failingWith(new StackOverflowError()).decide(EVENT))
                .isEqualTo(new RoutingDecision.Failed(new Failure(
                        DeadLetterReason.EXPRESSION, "failed with StackOverflowError", "steps[0].transform")));
    }

    @Test
    void makesADeadLetterOfAnEventWhoseResultNoMemoryCouldHold() {
        assertThat(failingWith(new OutOfMemoryError("Required length exceeds implementation limit"))
                        .decide(EVENT))
                .isEqualTo(new RoutingDecision.Failed(new Failure(
                        DeadLetterReason.EXPRESSION,
                        "makes a value of more than 2 GiB, which is more than Java can hold",
                        "steps[0].transform")));
    }
}
