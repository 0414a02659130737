package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The type of a value, as {@code type} names it. What is known of an expression without an event is a set of these. */
enum ValueType {
    NULL,
    BOOLEAN,
    NUMBER,
    STRING,
    ARRAY,
    OBJECT;

    static final Set<ValueType> ANY = Collections.unmodifiableSet(EnumSet.allOf(ValueType.class));

    /** The expression has no result, or fails for every event. */
    static final Set<ValueType> NONE = Set.of();

    static ValueType of(JsonNode value) {
        return valueOf(Values.type(value).toUpperCase(Locale.ROOT));
    }

    static Set<ValueType> union(Set<ValueType> some, Set<ValueType> more) {
        EnumSet<ValueType> all = EnumSet.noneOf(ValueType.class);
        all.addAll(some);
        all.addAll(more);
        return all;
    }

    static Set<ValueType> common(Set<ValueType> some, Set<ValueType> others) {
        EnumSet<ValueType> both = EnumSet.noneOf(ValueType.class);
        both.addAll(some);
        both.retainAll(others);
        return both;
    }

    /** {@code a number or null}. */
    static String words(Set<ValueType> types) {
        return types.stream().sorted().map(ValueType::withArticle).collect(Collectors.joining(" or "));
    }

    private String withArticle() {
        return this == NULL ? "null" : (this == ARRAY || this == OBJECT ? "an " : "a ") + this;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
