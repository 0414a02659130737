package routes.connector.aws;

import java.util.Locale;
import java.util.Set;

/**
 * What AWS calls a failure. A code that stands in none of these lists says nothing about the event: only what is known to
 * be the event's own fault may cost it its delivery.
 *
 * @param name without the prefix by which some services of AWS tell whose code it is; empty where there is none
 */
record AwsErrorCode(String name) {

    private static final Set<String> MISSING =
            Set.of("NonExistentQueue", "QueueDoesNotExist", "QueueDeletedRecently", "NotFound", "NotFoundException");

    private static final Set<String> STRANGERS = Set.of(
            "AuthFailure",
            "ExpiredToken",
            "ExpiredTokenException",
            "IncompleteSignature",
            "IncompleteSignatureException",
            "InvalidAccessKeyId",
            "InvalidClientTokenId",
            "InvalidSecurity",
            "InvalidSignature",
            "InvalidSignatureException",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "RequestExpired",
            "RequestInTheFuture",
            "RequestTimeTooSkewed",
            "SignatureDoesNotMatch",
            "UnrecognizedClientException");

    /** Of a message that is sent. */
    private static final Set<String> EVENTS_OWN = Set.of(
            "BatchRequestTooLong",
            "InvalidAttributeName",
            "InvalidAttributeValue",
            "InvalidMessageContents",
            "InvalidParameter",
            "InvalidParameterValue",
            "MessageTooLong",
            "MissingParameter",
            "ParameterValueInvalid",
            "ValidationError",
            "ValidationException");

    /** Of a message that was received, and is not the hub's any more. */
    private static final Set<String> RECEIPTS_OWN =
            Set.of("InvalidIdFormat", "MessageNotInflight", "ReceiptHandleIsInvalid");

    private static final Set<String> OF_A_PARAMETER =
            Set.of("InvalidParameter", "InvalidParameterValue", "ValidationError", "ValidationException");

    static AwsErrorCode of(String told) {
        return new AwsErrorCode(told == null ? "" : told.substring(told.lastIndexOf('.') + 1));
    }

    boolean isMissing() {
        return MISSING.contains(name);
    }

    boolean isStranger() {
        return STRANGERS.contains(name);
    }

    boolean isDenied() {
        return name.startsWith("AccessDenied")
                || name.startsWith("Authorization")
                || name.startsWith("NotAuthorized")
                || name.toLowerCase(Locale.ROOT).startsWith("kms")
                || name.equals("OptInRequired");
    }

    boolean isThrottled() {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.contains("throttl") || lower.contains("limitexceeded") || lower.contains("slowdown");
    }

    /** Whether it is the event's own fault, and not that of the place to which it is sent. */
    boolean isOfTheEvent(String said) {
        return EVENTS_OWN.contains(name) && !said.contains("TopicArn") && !said.contains("QueueUrl");
    }

    /** Whether the message is not the hub's any more, or can be kept no longer. */
    boolean isOfTheReceipt(String said) {
        String lower = said.toLowerCase(Locale.ROOT);
        return RECEIPTS_OWN.contains(name)
                || OF_A_PARAMETER.contains(name)
                        && (lower.contains("receipt") || lower.contains("visibility") || lower.contains("message"));
    }

    @Override
    public String toString() {
        return name.isEmpty() ? "no code" : name;
    }
}
