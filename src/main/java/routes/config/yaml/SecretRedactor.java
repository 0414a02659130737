package routes.config.yaml;

import java.util.Set;
import java.util.TreeSet;

/** The texts in a value that came out of placeholders, and how a message that was made from the value is cleared of them. */
public final class SecretRedactor {
    private final Set<String> texts = new TreeSet<>(
            (a, b) -> a.length() == b.length() ? a.compareTo(b) : Integer.compare(b.length(), a.length()));

    private SecretRedactor() {}

    public static SecretRedactor of(YamlValue value) {
        SecretRedactor confidential = new SecretRedactor();
        confidential.add(value);
        return confidential;
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
     * The rule stays, what was found goes: the text itself, then what stands in quotes, and what stands behind "but is",
     * which may be the value in another form (a duration in seconds).
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
