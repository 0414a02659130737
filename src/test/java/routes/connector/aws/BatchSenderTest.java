package routes.connector.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import routes.connector.RecordedSend;
import routes.event.SendError;
import routes.model.AwsConnection;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

class BatchSenderTest {

    private static final int MOST_BYTES = 100;

    private final AwsErrors fault = new AwsErrors(AwsResource.queue(
            "orders", new AwsConnection("eu-west-1", Optional.empty(), Optional.empty(), Optional.empty())));
    private final List<List<AwsMessage>> calls = new ArrayList<>();
    private final List<CompletableFuture<List<Optional<SendError>>>> answers = new ArrayList<>();
    private final BatchSender dispatch = new BatchSender(this::call, fault);

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
    void sendsEachAloneAfterTheServiceFoundACallWrong() {
        List<RecordedSend> sent = bodies(3, 1);
        send(sent, Optional.empty());

        answers.get(0).completeExceptionally(error(400, "InvalidMessageContents"));
        answer(1);
        answers.get(2).completeExceptionally(error(400, "InvalidMessageContents"));
        answer(3);

        assertThat(calls).extracting(List::size).containsExactly(3, 1, 1, 1);
        assertThat(sent.get(0).refusal()).isEmpty();
        assertThat(sent.get(1).refusal())
                .hasValueSatisfying(error -> assertThat(error.kind()).isEqualTo(SendError.Kind.PERMANENT));
        assertThat(sent.get(2).refusal()).isEmpty();
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
        List<RecordedSend> sent = bodies(11, 1);
        send(sent, Optional.of("g"));

        dispatch.stop();

        assertThat(sent.get(10).refusal())
                .hasValueSatisfying(error -> assertThat(error.kind()).isEqualTo(SendError.Kind.OUTAGE));
        assertThat(sent.get(0).answer()).isNotDone();
    }

    private static AwsServiceException error(int status, String code) {
        return AwsServiceException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }

    private void answer(int call) {
        answers.get(call)
                .complete(calls.get(call).stream()
                        .map(letter -> Optional.<SendError>empty())
                        .toList());
    }

    private void send(List<RecordedSend> sent, Optional<String> group) {
        dispatch.send(
                sent.stream()
                        .map(one -> new BatchSender.Sending(
                                one,
                                new AwsMessage(
                                        "",
                                        Map.of(),
                                        group.map(name -> new AwsMessage.Fifo(name, "id")),
                                        one.message().event().body().length())))
                        .toList(),
                MOST_BYTES);
    }

    private static List<RecordedSend> bodies(int count, int size) {
        return IntStream.range(0, count)
                .mapToObj(at -> RecordedSend.of("x".repeat(size)))
                .toList();
    }

    private CompletableFuture<List<Optional<SendError>>> call(List<AwsMessage> letters) {
        calls.add(letters);
        answers.add(new CompletableFuture<>());
        return answers.get(answers.size() - 1);
    }
}
