package routes.connector.aws;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks which text SQS and SNS accept (the characters of XML 1.0, not empty), and which names of attributes. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html">SendMessage</a>
 */
final class AwsTextRules {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    /** Numbers have up to 38 digits, and are between 10^-128 and 10^126. */
    private static final int MOST_DIGITS = 38;

    private static final int LEAST_EXPONENT = -128;
    private static final int LARGEST_EXPONENT = 125;
    private static final int LONGEST_NUMBER = 200;

    private AwsTextRules() {}

    static boolean isLegalNumber(BigDecimal number) {
        int exponent = number.precision() - number.scale() - 1;
        return number.signum() == 0
                || number.precision() <= MOST_DIGITS && exponent >= LEAST_EXPONENT && exponent <= LARGEST_EXPONENT;
    }

    /** The number that a text of a sender stands for, if it is one that the services accept. */
    static Optional<BigDecimal> number(String text) {
        try {
            return text.length() > LONGEST_NUMBER
                    ? Optional.empty()
                    : Optional.of(new BigDecimal(text)).filter(AwsTextRules::isLegalNumber);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

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
