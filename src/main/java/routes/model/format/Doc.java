package routes.model.format;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a key of the format means, in the words that its user reads in an editor. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT})
public @interface Doc {
    String value();

    /** A value as an operator would write it, in YAML; empty where the meaning, or what holds without it, says enough. */
    String example() default "";
}
