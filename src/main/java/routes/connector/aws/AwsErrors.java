package routes.connector.aws;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import routes.connector.TlsDiagnosis;
import routes.event.SendError;
import routes.support.Throwables;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** Turns failed calls to AWS into messages for operators. Thread-safe. */
public final class AwsErrors {

    /** HTTP status of a call that is too large, from the service or from a proxy in front of it. */
    private static final int TOO_LARGE = 413;

    /** HTTP statuses with which a service, or a proxy in front of it, refuses one request and not the next. */
    private static final Set<Integer> OF_A_REQUEST = Set.of(400, 411, TOO_LARGE, 414, 415, 417, 422, 431);

    private final AwsResource resource;

    public AwsErrors(AwsResource resource) {
        this.resource = resource;
    }

    /** The error of a whole send call; permanent only if its messages cause it. */
    public SendError refusal(Throwable thrown) {
        Throwable cause = unwrapped(thrown);
        if (!(cause instanceof AwsServiceException)) {
            return SendError.outage(unreached(cause));
        }
        AwsServiceException refused = (AwsServiceException) cause;
        AwsErrorCode code = code(refused);
        if (code.isMissing() || refused.statusCode() == 404) {
            return SendError.outage(resource.missing());
        }
        if (code.isStranger()) {
            return SendError.outage(stranger(code));
        }
        if (code.isDenied() || refused.statusCode() == 401 || refused.statusCode() == 403) {
            return SendError.outage(denied(code));
        }
        String detail = detail(refused);
        String said = resource + " answered " + refused.statusCode() + " " + code + ": " + detail;
        boolean mayPass = refused.statusCode() >= 500 || refused.isThrottlingException() || code.isThrottled();
        boolean ofTheEvent = code.isOfTheEvent(detail) || refused.statusCode() == TOO_LARGE;
        if (ofTheEvent && !mayPass) {
            boolean tooLarge = refused.statusCode() == TOO_LARGE || code.isOfTheSize(detail);
            return tooLarge ? SendError.tooLarge(said) : SendError.permanent(said);
        }
        SendError outage = SendError.outage(said);
        return retryAfter(refused).map(outage::after).orElse(outage);
    }

    /**
     * Whether a send call may have failed for what was sent, and it is not known: the status says that the request is at
     * fault, and the code, if there is one, says nothing else.
     */
    public boolean mayBeOfTheRequest(Throwable thrown) {
        Throwable cause = unwrapped(thrown);
        if (!(cause instanceof AwsServiceException)) {
            return false;
        }
        AwsServiceException refused = (AwsServiceException) cause;
        return OF_A_REQUEST.contains(refused.statusCode())
                && !refused.isThrottlingException()
                && code(refused).isUnknown(detail(refused));
    }

    /** How long a service that throttles its callers asks to be left alone, where it says so: in seconds, as HTTP has it. */
    private static Optional<Duration> retryAfter(AwsServiceException refused) {
        return Optional.ofNullable(refused.awsErrorDetails())
                .map(AwsErrorDetails::sdkHttpResponse)
                .flatMap(response -> response.firstMatchingHeader("Retry-After"))
                .filter(seconds -> seconds.matches("[0-9]{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }

    /**
     * The error of a single entry in a successful call. The service works, so that an unknown fault of the sender is retried
     * as the route says, and does not hold the target.
     */
    public SendError refusal(String told, String message, boolean senderFault) {
        AwsErrorCode code = AwsErrorCode.of(told);
        if (code.isStranger()) {
            return SendError.outage(stranger(code));
        }
        if (code.isDenied()) {
            return SendError.outage(denied(code));
        }
        String said = said(code, message);
        if (!senderFault || code.isThrottled()) {
            return SendError.transientFailure(said);
        }
        if (code.isOfTheEvent(said)) {
            return code.isOfTheSize(said) ? SendError.tooLarge(said) : SendError.permanent(said);
        }
        return code.isUnknown(said) ? SendError.transientFailure(said) : SendError.outage(said);
    }

    /** The error of a whole call about received messages; permanent only if the hub does not hold one of them any more. */
    public SendError receiptRefusal(Throwable thrown) {
        Throwable cause = unwrapped(thrown);
        boolean lost = cause instanceof AwsServiceException
                && code((AwsServiceException) cause).isOfTheReceipt(detail((AwsServiceException) cause));
        SendError error = refusal(thrown);
        return lost ? SendError.permanent(error.detail()) : SendError.outage(error.detail());
    }

    /** The error of a single received message; permanent only if the hub does not hold it any more. */
    public SendError receiptRefusal(String told, String message, boolean senderFault) {
        AwsErrorCode code = AwsErrorCode.of(told);
        return code.isOfTheReceipt(String.valueOf(message))
                ? SendError.permanent(said(code, message))
                : SendError.outage(refusal(told, message, senderFault).detail());
    }

    public static boolean isMissing(Throwable thrown) {
        Throwable cause = unwrapped(thrown);
        return cause instanceof AwsServiceException
                && code((AwsServiceException) cause).isMissing();
    }

    /** Whether a queue or topic could not be made because there is one of its name, in another form. */
    public static boolean isThereAlready(Throwable thrown) {
        Throwable cause = unwrapped(thrown);
        return cause instanceof AwsServiceException
                && code((AwsServiceException) cause).isThereAlready();
    }

    public static boolean isDenied(Throwable thrown) {
        Throwable cause = unwrapped(thrown);
        if (!(cause instanceof AwsServiceException)) {
            return false;
        }
        int status = ((AwsServiceException) cause).statusCode();
        return code((AwsServiceException) cause).isDenied() || status == 401 || status == 403;
    }

    /** Whether the service works and accepts the hub's credentials, although it refused the call. */
    static boolean isAnswer(Throwable thrown) {
        Throwable cause = unwrapped(thrown);
        if (!(cause instanceof AwsServiceException)) {
            return false;
        }
        AwsServiceException refused = (AwsServiceException) cause;
        return !code(refused).isStranger() && (refused.statusCode() < 500 || refused.isThrottlingException());
    }

    private static String stranger(AwsErrorCode code) {
        return "AWS does not accept the credentials of the hub (" + code
                + "); set valid ones, or correct the clock of this machine if they are valid";
    }

    private String denied(AwsErrorCode code) {
        return "access to " + resource + " is denied (" + code + "): " + resource.permission();
    }

    private String said(AwsErrorCode code, String message) {
        return resource + " refused the message: " + code + (message == null ? "" : ", " + message);
    }

    private String unreached(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        if (message.contains("Unable to load credentials")) {
            return "no AWS credentials were found; set accessKeyId and secretAccessKey in the connection in hub.yaml,"
                    + " or provide AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile, or a role of this machine";
        }
        boolean late = List.of(
                        ApiCallTimeoutException.class, ApiCallAttemptTimeoutException.class, TimeoutException.class)
                .contains(cause.getClass());
        if (late) {
            return "cannot reach " + resource + ": no answer within " + LazyAwsClient.CALL_TIMEOUT.toSeconds()
                    + " s, though nothing refused the connection; is the service, a proxy or this machine overloaded?";
        }
        return "cannot reach " + resource + ": "
                + Throwables.find(cause, SSLException.class)
                        .map(TlsDiagnosis::explained)
                        .orElseGet(() -> root(cause));
    }

    /** The message of the innermost cause, such as {@code Connection refused}, which is the most specific one. */
    private static String root(Throwable thrown) {
        Throwable told = thrown;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                told = cause;
            }
        }
        return told.getMessage() == null ? told.getClass().getSimpleName() : told.getMessage();
    }

    private static Throwable unwrapped(Throwable thrown) {
        boolean wrapper = thrown instanceof CompletionException || thrown instanceof ExecutionException;
        return wrapper && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    private static AwsErrorCode code(AwsServiceException refused) {
        AwsErrorDetails details = refused.awsErrorDetails();
        return AwsErrorCode.of(details == null ? null : details.errorCode());
    }

    private static String detail(AwsServiceException refused) {
        AwsErrorDetails details = refused.awsErrorDetails();
        return details == null || details.errorMessage() == null ? "no reason given" : details.errorMessage();
    }
}
