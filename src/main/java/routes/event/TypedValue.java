package routes.event;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The value of a header in the type that its broker gave it. Each connector implements this for the types of its own protocol
 * and recognises its own implementation, so that it can send the value exactly as it came. All others see it through a
 * {@link Visitor}. Implementations are immutable and thread-safe.
 */
public interface TypedValue {

    /** Calls the visitor's method for the type of this value. */
    <T> T accept(Visitor<T> visitor);

    /** One method for each type that headers of all brokers have in common. */
    interface Visitor<T> {
        T text(String text);

        T binary(Bytes bytes);

        /** A number with all of its digits. A number that is not finite is a {@link #text}. */
        T number(BigDecimal number);

        T truth(boolean value);

        T time(Instant time);

        /** The header has a name and no value. */
        T nothing();

        T list(List<TypedValue> items);

        T table(Map<String, TypedValue> entries);
    }
}
