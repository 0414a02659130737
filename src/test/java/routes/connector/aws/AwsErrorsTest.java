package routes.connector.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.event.SendError;
import routes.model.AwsConnection;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

class AwsErrorsTest {

    private final AwsErrors errors = new AwsErrors(AwsResource.queue(
            "orders", new AwsConnection("eu-west-1", Optional.empty(), Optional.empty(), Optional.empty())));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RequestExpired",
                "NotAuthorized",
                "InvalidSignatureException",
                "IncompleteSignatureException",
                "MissingAuthenticationTokenException",
                "RequestTimeTooSkewed",
                "RequestInTheFuture",
                "AuthFailure",
                "InvalidAccessKeyId",
                "OverLimit",
                "InvalidAddress",
                "ThrottlingException",
                "NobodyKnowsThisCode",
                ""
            })
    void neverBlamesTheEventForWhatIsNotItsFault(String code) {
        assertThat(errors.refusal(thrown(400, code, "so it is")).kind()).isEqualTo(SendError.Kind.OUTAGE);
        assertThat(errors.refusal(code, "so it is", true).kind()).isNotEqualTo(SendError.Kind.PERMANENT);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 407, 408, 418, 429, 502})
    void neverBlamesTheEventForAnAnswerThatIsNotOfAws(int status) {
        AwsServiceException proxy = AwsServiceException.builder()
                .statusCode(status)
                .message("<html>")
                .build();
        assertThat(errors.refusal(proxy).kind()).isEqualTo(SendError.Kind.OUTAGE);
    }

    @ParameterizedTest
    @CsvSource({
        "400, NobodyKnowsThisCode, true",
        "400, MalformedInput, true",
        "400, '', true",
        "413, '', true",
        "414, '', true",
        "431, '', true",
        "422, SerializationException, true",
        "400, OverLimit, false",
        "400, InvalidAddress, false",
        "400, UnsupportedOperation, false",
        "400, QueueDoesNotExist, false",
        "400, ThrottlingException, false",
        "400, RequestExpired, false",
        "400, KmsDisabled, false",
        "403, '', false",
        "403, NobodyKnowsThisCode, false",
        "407, '', false",
        "408, '', false",
        "429, '', false",
        "500, NobodyKnowsThisCode, false",
        "503, '', false"
    })
    void doubtsTheRequestOnlyWhereItMayBeAtFault(int status, String code, boolean doubted) {
        assertThat(errors.mayBeOfTheRequest(thrown(status, code, "so it is"))).isEqualTo(doubted);
    }

    @Test
    void retriesAnEntryThatIsRefusedForAFaultThatNobodyKnows() {
        assertThat(errors.refusal("NobodyKnowsThisCode", "so it is", true).kind())
                .isEqualTo(SendError.Kind.TRANSIENT);
        assertThat(errors.refusal("OverLimit", "so it is", true).kind()).isEqualTo(SendError.Kind.OUTAGE);
        assertThat(errors.refusal("AWS.SimpleQueueService.NonExistentQueue", "so it is", true)
                        .kind())
                .isEqualTo(SendError.Kind.OUTAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RequestExpired", "InvalidSignatureException", "RequestTimeTooSkewed"})
    void saysThatTheClockMayBeWrong(String code) {
        assertThat(errors.refusal(thrown(400, code, "so it is")).detail()).contains("clock");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "InvalidMessageContents",
                "InvalidParameterValue",
                "InvalidParameter",
                "ParameterValueInvalid",
                "ValidationError",
                "InvalidAttributeValue",
                "MissingParameter",
                "AWS.SimpleQueueService.BatchRequestTooLong"
            })
    void refusesForGoodWhatIsTheEventsOwnFault(String code) {
        assertThat(errors.refusal(thrown(400, code, "so it is")).kind()).isEqualTo(SendError.Kind.PERMANENT);
        assertThat(errors.refusal(code, "so it is", true).kind()).isEqualTo(SendError.Kind.PERMANENT);
        assertThat(errors.refusal(code, "so it is", false).kind()).isEqualTo(SendError.Kind.TRANSIENT);
    }

    @Test
    void takesAWrongPlaceForNoFaultOfTheEvent() {
        assertThat(errors.refusal(thrown(400, "InvalidParameter", "Invalid parameter: TopicArn"))
                        .kind())
                .isEqualTo(SendError.Kind.OUTAGE);
    }

    @Test
    void refusesForGoodWhatAProxyFindsTooLarge() {
        assertThat(errors.refusal(thrown(413, "", "so it is")).kind()).isEqualTo(SendError.Kind.PERMANENT);
        assertThat(errors.refusal(thrown(413, "", "so it is")).isTooLarge()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "AWS.SimpleQueueService.BatchRequestTooLong, 'Batch requests cannot be longer than 1048576 bytes.', true",
        "InvalidParameterValue, 'One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.', true",
        "InvalidParameter, 'Invalid parameter: Message too long', true",
        "InvalidMessageContents, 'Invalid characters found', false",
        "InvalidParameterValue, 'The message group is missing', false"
    })
    void tellsWhetherTheSizeIsTheReason(String code, String message, boolean tooLarge) {
        assertThat(errors.refusal(thrown(400, code, message)).isTooLarge()).isEqualTo(tooLarge);
        assertThat(errors.refusal(code, message, true).isTooLarge()).isEqualTo(tooLarge);
    }

    @ParameterizedTest
    @CsvSource({
        "ReceiptHandleIsInvalid, The specified receipt handle isn't valid.",
        "InvalidParameterValue, Value x for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.",
        "AWS.SimpleQueueService.MessageNotInflight, The specified message isn't in flight."
    })
    void givesAMessageUpThatIsNotTheHubsAnyMore(String code, String message) {
        assertThat(errors.receiptRefusal(thrown(400, code, message)).kind()).isEqualTo(SendError.Kind.PERMANENT);
        assertThat(errors.receiptRefusal(code, message, true).kind()).isEqualTo(SendError.Kind.PERMANENT);
    }

    @ParameterizedTest
    @CsvSource({
        "AccessDeniedException, not authorized to perform: sqs:deletemessage",
        "InvalidParameterValue, The address is wrong",
        "NobodyKnowsThisCode, no",
        "InternalError, no"
    })
    void triesAgainToDeleteWhatMayStillBeTheHubs(String code, String message) {
        assertThat(errors.receiptRefusal(thrown(400, code, message)).kind()).isEqualTo(SendError.Kind.OUTAGE);
        assertThat(errors.receiptRefusal(code, message, true).kind()).isEqualTo(SendError.Kind.OUTAGE);
    }

    private static Throwable thrown(int status, String code, String message) {
        return new CompletionException(AwsServiceException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build());
    }
}
