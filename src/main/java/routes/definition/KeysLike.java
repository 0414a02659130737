package routes.definition;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a map: how its keys are written, as a regular expression that Java and JSON Schema both understand, and how many there may be. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface KeysLike {
    String value();

    int most() default Integer.MAX_VALUE;
}
