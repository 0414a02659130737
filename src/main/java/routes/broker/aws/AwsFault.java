package routes.broker.aws;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import routes.event.Refusal;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** What a failed call to AWS says about the place that was called, in words for the person who mends it. */
final class AwsFault {

    private static final Set<String> MISSING = Set.of(
            "AWS.SimpleQueueService.NonExistentQueue",
            "QueueDoesNotExist",
            "QueueDeletedRecently",
            "NotFound",
            "NotFoundException");

    private static final Set<String> STRANGERS = Set.of(
            "InvalidClientTokenId",
            "SignatureDoesNotMatch",
            "UnrecognizedClientException",
            "MissingAuthenticationToken",
            "IncompleteSignature",
            "InvalidSecurity",
            "ExpiredToken",
            "ExpiredTokenException");

    private final AwsPlace place;

    AwsFault(AwsPlace place) {
        this.place = place;
    }

    /** Why a whole call was refused; permanent only where the service found the call itself wrong. */
    Refusal refusal(Throwable thrown) {
        Throwable cause = unwrapped(thrown);
        if (!(cause instanceof AwsServiceException)) {
            return Refusal.outage(unreached(cause));
        }
        AwsServiceException refused = (AwsServiceException) cause;
        String code = code(refused);
        if (isMissing(code) || refused.statusCode() == 404) {
            return Refusal.outage(place.missing());
        }
        if (STRANGERS.contains(code)) {
            return Refusal.outage("AWS does not accept the credentials of the hub (" + code
                    + "): set others, or correct the clock of this machine if they are right");
        }
        if (isDenied(code) || refused.statusCode() == 401 || refused.statusCode() == 403) {
            return Refusal.outage("access to " + place + " is denied (" + code + "): " + place.permission());
        }
        String said = place + " answered " + refused.statusCode() + " " + code + ": " + detail(refused);
        boolean mayPass = refused.statusCode() >= 500 || refused.isThrottlingException() || isThrottled(code);
        return mayPass ? Refusal.outage(said) : Refusal.permanent(said);
    }

    /** Why one entry of a call was refused that otherwise went well. */
    Refusal refusal(String code, String message, boolean senderFault) {
        String said = place + " refused it: " + code + (message == null ? "" : ", " + message);
        if (isDenied(code)) {
            return Refusal.outage("access to " + place + " is denied (" + code + "): " + place.permission());
        }
        return senderFault && !isThrottled(code) ? Refusal.permanent(said) : Refusal.transientFailure(said);
    }

    static boolean isMissing(Throwable thrown) {
        Throwable cause = unwrapped(thrown);
        return cause instanceof AwsServiceException && isMissing(code((AwsServiceException) cause));
    }

    private static boolean isMissing(String code) {
        return MISSING.contains(code);
    }

    private static boolean isDenied(String code) {
        return code.startsWith("AccessDenied")
                || code.startsWith("Authorization")
                || code.toLowerCase(Locale.ROOT).startsWith("kms")
                || code.equals("OptInRequired");
    }

    private static boolean isThrottled(String code) {
        String lower = code.toLowerCase(Locale.ROOT);
        return lower.contains("throttl") || lower.contains("limitexceeded") || lower.contains("slowdown");
    }

    private String unreached(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        if (message.contains("Unable to load credentials")) {
            return "no AWS credentials were found: give accessKeyId and secretAccessKey to the connection in hub.yaml,"
                    + " or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile, or a role of this machine";
        }
        boolean late = List.of(
                        ApiCallTimeoutException.class, ApiCallAttemptTimeoutException.class, TimeoutException.class)
                .contains(cause.getClass());
        return "cannot reach " + place + ": " + (late ? "it did not answer in time" : root(cause));
    }

    /** The innermost failure of the network says most: {@code Connection refused}. */
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

    private static String code(AwsServiceException refused) {
        AwsErrorDetails details = refused.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    private static String detail(AwsServiceException refused) {
        AwsErrorDetails details = refused.awsErrorDetails();
        return details == null || details.errorMessage() == null ? "no reason given" : details.errorMessage();
    }
}
