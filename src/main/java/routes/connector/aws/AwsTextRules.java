package routes.connector.aws;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Checks which text SQS and SNS accept (the characters of XML 1.0, not empty), and which names of attributes. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html">SendMessage</a>
 */
final class AwsTextRules {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    private AwsTextRules() {}

    static boolean isLegal(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean legal = c >= 0x20 && c <= 0xFFFD || c == '\n' || c == '\t' || c == '\r';
            if (!legal) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    static boolean isLegalName(String name) {
        if (name.length() > 256 || !NAME.matcher(name).matches()) {
            return false;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return !lower.startsWith("aws.") && !lower.startsWith("amazon.");
    }
}
