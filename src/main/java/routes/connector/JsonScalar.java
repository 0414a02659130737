package routes.connector;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import routes.event.Bytes;
import routes.event.TypedValue;

/** The number or boolean that JSON has for an attribute of a CloudEvent: an integer of 32 bits or a boolean. Thread-safe. */
final class JsonScalar implements TypedValue.Visitor<Optional<Object>> {

    @Override
    public Optional<Object> text(String text) {
        return Optional.empty();
    }

    @Override
    public Optional<Object> binary(Bytes bytes) {
        return Optional.empty();
    }

    @Override
    public Optional<Object> number(BigDecimal number) {
        boolean fits = number.scale() == 0 && number.unscaledValue().bitLength() < Integer.SIZE;
        return fits ? Optional.of(number.intValueExact()) : Optional.empty();
    }

    @Override
    public Optional<Object> truth(boolean value) {
        return Optional.of(value);
    }

    @Override
    public Optional<Object> time(Instant time) {
        return Optional.empty();
    }

    @Override
    public Optional<Object> nothing() {
        return Optional.empty();
    }

    @Override
    public Optional<Object> list(List<TypedValue> items) {
        return Optional.empty();
    }

    @Override
    public Optional<Object> table(Map<String, TypedValue> entries) {
        return Optional.empty();
    }
}
