package routes.config.yaml;

import java.util.Set;
import java.util.TreeSet;

/**
 * Knows the texts in a value that came from placeholders and removes them from messages about the value. Immutable and
 * thread-safe.
 */
public final class SecretRedactor {
    private final Set<String> texts = new TreeSet<>(
            (a, b) -> a.length() == b.length() ? a.compareTo(b) : Integer.compare(b.length(), a.length()));

    private SecretRedactor() {}

    public static SecretRedactor of(YamlValue value) {
        SecretRedactor redactor = new SecretRedactor();
        redactor.add(value);
        return redactor;
    }

    private void add(YamlValue value) {
        value.scalar()
                .filter(YamlValue.Scalar::resolved)
                .map(YamlValue.Scalar::text)
                .ifPresent(texts::add);
        value.sequence().ifPresent(list -> list.items().forEach(this::add));
        value.mapping().ifPresent(it -> it.entries().values().forEach(entry -> add(entry.value())));
    }

    /**
     * Removes secrets from a message, but keeps the rule. Replaced are the secret itself, everything in quotes, and
     * everything after "but is", which may show the value in another form (such as a duration in seconds).
     */
    public String hide(String message) {
        if (texts.isEmpty()) {
            return message;
        }
        String hidden = message;
        for (String text : texts) {
            hidden = text.length() < 3 ? hidden : hidden.replace(text, "***");
        }
        return hidden.replaceAll("(?s)'[^;]*'", "'***'").replaceAll("(?s)\\bbut is .*", "but is ***");
    }
}
