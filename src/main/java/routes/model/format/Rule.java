package routes.model.format;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the constructor of a record requires, said once more in a form that the JSON Schema can take over, as far as it can say
 * it at all. Regular expressions are such that Java and JSON Schema both understand them.
 */
public final class Rule {

    private Rule() {}

    /** How a text is written. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Form {
        String value();
    }

    /** From where to where a number may be. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Range {
        int least();

        int most();
    }

    /** There must be something in a list. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface NotEmpty {}

    /** How the keys of a map are written, and how many there may be. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Keys {
        String value();

        int most() default Integer.MAX_VALUE;
    }

    /** The keys of a map are these words and no others. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface KeysOf {
        Class<? extends Enum<?>> value();
    }

    /** The key that must be given too where this one is. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Needs {
        String value();
    }

    /** Exactly one of these keys is given; a truth that is false is not. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    public @interface OneOf {
        String[] value();
    }

    /** There is something in at least one of these lists and maps. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    public @interface SomeOf {
        String[] value();
    }
}
