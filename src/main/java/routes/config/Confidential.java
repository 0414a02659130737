package routes.config;

import java.util.Set;
import java.util.TreeSet;

/** The texts in a value that came out of placeholders, and how a message that was made from the value is cleared of them. */
final class Confidential {
    private final Set<String> texts = new TreeSet<>(
            (a, b) -> a.length() == b.length() ? a.compareTo(b) : Integer.compare(b.length(), a.length()));

    private Confidential() {}

    static Confidential of(Yaml value) {
        Confidential confidential = new Confidential();
        confidential.add(value);
        return confidential;
    }

    private void add(Yaml value) {
        value.scalar().filter(Yaml.Scalar::resolved).map(Yaml.Scalar::text).ifPresent(texts::add);
        value.sequence().ifPresent(list -> list.items().forEach(this::add));
        value.mapping().ifPresent(it -> it.entries().values().forEach(entry -> add(entry.value())));
    }

    /**
     * The rule stays, what was found goes: the text itself, then what stands in quotes, and what stands behind "but is",
     * which may be the value in another form (a duration in seconds).
     */
    String hide(String message) {
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
