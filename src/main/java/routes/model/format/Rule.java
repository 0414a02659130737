package routes.model.format;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Repeats, for the JSON Schema, rules that the constructor of a record enforces, as far as JSON Schema can express them.
 * Regular expressions use only what Java and JSON Schema have in common.
 */
public final class Rule {

    private Rule() {}

    /** The regular expression that a text must match. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Form {
        String value();
    }

    /** The least and the greatest number allowed, both inclusive. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Range {
        int least();

        int most();
    }

    /** The list must not be empty. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface NotEmpty {}

    /** The regular expression that each key of a map must match, and the greatest number of keys. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Keys {
        String value();

        int most() default Integer.MAX_VALUE;
    }

    /** The keys of a map must be words of this enum. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface KeysOf {
        Class<? extends Enum<?>> value();
    }

    /** The key that is required if this key is present. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Needs {
        String value();
    }

    /** Exactly one of these keys must be present; a boolean that is false counts as absent. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    public @interface OneOf {
        String[] value();
    }

    /** At least one of these lists and maps must not be empty. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    public @interface SomeOf {
        String[] value();
    }
}
