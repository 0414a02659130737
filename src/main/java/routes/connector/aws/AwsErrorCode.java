package routes.connector.aws;

import java.util.Locale;
import java.util.Set;

/**
 * An error code of AWS. A code that is in none of these lists may be about the event or about the queue: whether the queue
 * answers otherwise decides. Immutable and thread-safe.
 *
 * @param name the code without the prefix that some services add; empty if there is none
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

    /** Codes that concern the queue or topic, whatever is sent. */
    private static final Set<String> PLACES_OWN =
            Set.of("InvalidAddress", "OverLimit", "UnsupportedOperation", "SubscriptionRequiredException");

    /** Codes that concern a message to be sent. */
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

    /** Codes for a received message that the hub does not hold any more. */
    private static final Set<String> RECEIPTS_OWN =
            Set.of("InvalidIdFormat", "MessageNotInflight", "ReceiptHandleIsInvalid");

    private static final Set<String> TOO_LONG = Set.of("BatchRequestTooLong", "MessageTooLong");

    private static final Set<String> OF_A_PARAMETER =
            Set.of("InvalidParameter", "InvalidParameterValue", "ValidationError", "ValidationException");

    static AwsErrorCode of(String told) {
        return new AwsErrorCode(told == null ? "" : told.substring(told.lastIndexOf('.') + 1));
    }

    boolean isMissing() {
        return MISSING.contains(name);
    }

    boolean isThereAlready() {
        return name.equals("QueueAlreadyExists") || name.equals("QueueNameExists");
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

    /** Whether the event itself causes the error, and not the queue or topic. */
    boolean isOfTheEvent(String said) {
        return EVENTS_OWN.contains(name) && !namesThePlace(said);
    }

    /** Whether the size of the event causes the error. */
    boolean isOfTheSize(String said) {
        String lower = said.toLowerCase(Locale.ROOT);
        return TOO_LONG.contains(name)
                || isOfTheEvent(said)
                        && (lower.contains("shorter than")
                                || lower.contains("too long")
                                || lower.contains("too large"));
    }

    /** Whether nothing is known of the cause: neither of the event nor of the queue, the topic or the hub. */
    boolean isUnknown(String said) {
        boolean known = isMissing() || isStranger() || isDenied() || isThrottled() || PLACES_OWN.contains(name);
        return !known && !namesThePlace(said);
    }

    private static boolean namesThePlace(String said) {
        return said.contains("TopicArn") || said.contains("QueueUrl");
    }

    /** Whether the hub does not hold the message any more, or cannot hide it any longer. */
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
