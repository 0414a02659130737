package routes.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.junit.jupiter.api.Test;
import routes.event.PendingSend;
import routes.event.SendError;

class BatchTargetTest {

    private static final int MOST_BYTES = 100;

    private final List<List<Message>> calls = new ArrayList<>();
    private final List<CompletableFuture<List<Optional<SendError>>>> answers = new ArrayList<>();
    private final Sample target = new Sample();

    @Test
    void sendsTenAtATime() {
        List<RecordedSend> sent = bodies(25, 1);

        send(sent, Optional.empty());

        assertThat(calls).extracting(List::size).containsExactly(10, 10, 5);
    }

    @Test
    void keepsACallBelowItsLimit() {
        send(bodies(5, 40), Optional.empty());

        assertThat(calls).extracting(List::size).containsExactly(2, 2, 1);
    }

    @Test
    void sendsALetterOfExactlyTheLimitAlone() {
        send(bodies(2, MOST_BYTES), Optional.empty());

        assertThat(calls).extracting(List::size).containsExactly(1, 1);
    }

    @Test
    void fillsCallsWhileAFewAreUnderWay() {
        for (int at = 0; at < 12; at++) {
            send(bodies(1, 1), Optional.empty());
        }
        assertThat(calls).hasSize(4);

        answer(0);

        assertThat(calls).extracting(List::size).containsExactly(1, 1, 1, 1, 8);
    }

    @Test
    void answersEachOnItsOwn() {
        List<RecordedSend> sent = bodies(3, 1);
        send(sent, Optional.empty());

        answers.get(0)
                .complete(
                        List.of(Optional.empty(), Optional.of(SendError.transientFailure("later")), Optional.empty()));

        assertThat(sent.get(0).refusal()).isEmpty();
        assertThat(sent.get(1).refusal()).contains(SendError.transientFailure("later"));
        assertThat(sent.get(2).refusal()).isEmpty();
    }

    @Test
    void refusesAllOfACallThatNeverArrived() {
        List<RecordedSend> sent = bodies(2, 1);
        send(sent, Optional.empty());

        answers.get(0).completeExceptionally(new IllegalStateException("Connection refused"));

        for (RecordedSend one : sent) {
            assertThat(one.refusal())
                    .hasValueSatisfying(error -> assertThat(error.kind()).isEqualTo(SendError.Kind.OUTAGE));
        }
    }

    @Test
    void halvesACallThatWasRefusedForGoodUntilItIsKnownForWhichMessage() {
        List<RecordedSend> sent = bodies(3, 1);
        send(sent, Optional.empty());

        answers.get(0).completeExceptionally(new RefusedForGood());
        answer(1);
        answers.get(2).completeExceptionally(new RefusedForGood());
        answers.get(3).completeExceptionally(new RefusedForGood());
        answer(4);

        assertThat(calls).extracting(List::size).containsExactly(3, 1, 2, 1, 1);
        assertThat(sent.get(0).refusal()).isEmpty();
        assertThat(sent.get(1).refusal())
                .hasValueSatisfying(error -> assertThat(error.kind()).isEqualTo(SendError.Kind.PERMANENT));
        assertThat(sent.get(2).refusal()).isEmpty();
    }

    @Test
    void triesMessagesAloneWhereACallMayHaveFailedForThemAndTheServiceWorks() {
        target.working = true;
        List<RecordedSend> sent = bodies(2, 1);
        send(sent, Optional.empty());

        answers.get(0).completeExceptionally(new Doubtful());
        answers.get(1).completeExceptionally(new Doubtful());
        answer(2);

        assertThat(calls).extracting(List::size).containsExactly(2, 1, 1);
        assertThat(sent).extracting(RecordedSend::told).containsExactly("PERMANENT away", "confirmed");
    }

    @Test
    void holdsWhereACallMayHaveFailedForItsMessagesButTheServiceDoesNotWork() {
        List<RecordedSend> sent = bodies(2, 1);
        send(sent, Optional.empty());

        answers.get(0).completeExceptionally(new Doubtful());

        assertThat(calls).hasSize(1);
        assertThat(sent).extracting(RecordedSend::told).containsOnly("OUTAGE away");
    }

    @Test
    void keepsAGroupTogetherUntilAllOfAHalvedCallIsAnswered() {
        send(bodies(3, 1), Optional.of("g"));
        send(bodies(1, 1), Optional.of("g"));

        answers.get(0).completeExceptionally(new RefusedForGood());
        answer(1);
        assertThat(calls).extracting(List::size).containsExactly(3, 1, 2);
        answer(2);

        assertThat(calls).extracting(List::size).containsExactly(3, 1, 2, 1);
    }

    @Test
    void refusesMessagesWhoseAnswersCannotBeRead() {
        List<RecordedSend> sent = bodies(2, 1);
        send(sent, Optional.empty());

        answers.get(0).complete(List.of(Optional.empty()));

        assertThat(sent)
                .extracting(RecordedSend::told)
                .allMatch(told -> told.startsWith("OUTAGE the answer of the service could not be read"));
        send(bodies(1, 1), Optional.empty());
        assertThat(calls).extracting(List::size).containsExactly(2, 1);
    }

    @Test
    void refusesACallThatThrowsAtOnce() {
        target.failing = true;
        List<RecordedSend> sent = bodies(2, 1);

        send(sent, Optional.empty());

        assertThat(sent).extracting(RecordedSend::told).allMatch(told -> told.startsWith("OUTAGE"));
    }

    @Test
    void keepsAGroupInOneCallAtATime() {
        send(bodies(12, 1), Optional.of("g"));
        send(bodies(1, 1), Optional.of("other"));
        assertThat(calls).extracting(List::size).containsExactly(10, 1);

        answer(0);

        assertThat(calls).extracting(List::size).containsExactly(10, 1, 2);
    }

    @Test
    void refusesWhatWaitsWhenItStops() {
        target.start();
        List<RecordedSend> sent = bodies(11, 1);
        send(sent, Optional.of("g"));

        target.stop();

        assertThat(sent.get(10).refusal())
                .hasValueSatisfying(error -> assertThat(error.kind()).isEqualTo(SendError.Kind.OUTAGE));
        assertThat(sent.get(0).answer()).isNotDone();
    }

    private void answer(int call) {
        answers.get(call)
                .complete(calls.get(call).stream()
                        .map(letter -> Optional.<SendError>empty())
                        .toList());
    }

    private void send(List<RecordedSend> sent, Optional<String> group) {
        target.enqueue(sent.stream()
                .map(one -> new BatchTarget.Item<>(
                        one, new Message(one.message().event().body().length(), group)))
                .toList());
    }

    private static List<RecordedSend> bodies(int count, int size) {
        return IntStream.range(0, count)
                .mapToObj(at -> RecordedSend.of("x".repeat(size)))
                .toList();
    }

    private record Message(int size, Optional<String> group) {}

    private static final class RefusedForGood extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static final class Doubtful extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final class Sample extends BatchTarget<Message> {

        private boolean failing;
        private boolean working;

        Sample() {
            super(new ScriptedEndpoint(), 10);
        }

        @Override
        protected int size(Message message) {
            return message.size();
        }

        @Override
        protected Optional<String> group(Message message) {
            return message.group();
        }

        @Override
        protected int maxCallBytes() {
            return MOST_BYTES;
        }

        @Override
        protected CompletableFuture<List<Optional<SendError>>> call(List<Message> messages) {
            if (failing) {
                throw new IllegalStateException("the client is closed");
            }
            calls.add(messages);
            answers.add(new CompletableFuture<>());
            return answers.get(answers.size() - 1);
        }

        @Override
        protected boolean mayBeOfTheRequest(Throwable thrown) {
            return thrown instanceof Doubtful;
        }

        @Override
        protected CompletableFuture<Boolean> works() {
            return CompletableFuture.completedFuture(working);
        }

        @Override
        protected SendError error(Throwable thrown) {
            return thrown instanceof RefusedForGood ? SendError.permanent("wrong") : SendError.outage("away");
        }

        @Override
        protected void send(List<PendingSend> sends) {
            throw new UnsupportedOperationException("the test enqueues");
        }
    }

    private static final class ScriptedEndpoint extends DefaultEndpoint {

        ScriptedEndpoint() {
            super("scripted", null);
        }

        @Override
        public Producer createProducer() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException();
        }
    }
}
