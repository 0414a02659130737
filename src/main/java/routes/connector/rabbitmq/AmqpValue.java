package routes.connector.rabbitmq;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.LongString;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import routes.event.Bytes;
import routes.event.Header;
import routes.event.TypedValue;

/**
 * A value from a message's table of headers. Immutable and thread-safe.
 *
 * @param value as the client gives it and takes it back; null for a header without a value
 */
record AmqpValue(Object value) implements TypedValue {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The largest mantissa of a decimal of AMQP, in bits, and the most places after its point. */
    private static final int DECIMAL_BITS = 31;

    private static final int DECIMAL_SCALE = 255;

    /**
     * The header for an entry of the table. It keeps its type unless it is text or bytes that leave as they came, also where
     * a property of AMQP has its name.
     */
    static Header header(String name, Object value) {
        Bytes bytes = bytes(value);
        boolean untyped = !AmqpProperties.known(name)
                && (value instanceof LongString && isText(bytes) || value instanceof byte[] && !isText(bytes));
        return untyped ? new Header(name, bytes) : new Header(name, bytes, Optional.of(new AmqpValue(value)));
    }

    private static boolean isText(Bytes bytes) {
        for (byte each : bytes.array()) {
            if (each < 0) {
                return bytes.text().isPresent();
            }
        }
        return true;
    }

    /** The value for a message's table of headers, with the type that it came with, or the one that AMQP has for it. */
    static Object ofTable(Header header) {
        if (header.typed().isEmpty()) {
            return ofTable(header.value());
        }
        TypedValue typed = header.typed().get();
        if (!(typed instanceof AmqpValue)) {
            return typed.accept(new Converted(header.value()));
        }
        Object value = ((AmqpValue) typed).value;
        return value instanceof LongString ? ofLongString((LongString) value) : value;
    }

    /** The client copies a long string through a buffer of 4 KiB. A text has the same type and the same bytes, and goes without. */
    private static Object ofLongString(LongString value) {
        return bytes(value).text().<Object>map(text -> text).orElse(value);
    }

    static Object ofTable(Bytes bytes) {
        return bytes.text().<Object>map(text -> text).orElseGet(bytes::array);
    }

    /** Whether AMQP can carry the number with all its digits. */
    static boolean isDecimal(BigDecimal number) {
        return number.scale() >= 0
                && number.scale() <= DECIMAL_SCALE
                && number.unscaledValue().bitLength() <= DECIMAL_BITS;
    }

    /** Whether the header has a type of AMQP. */
    static boolean isTypeOf(Header header) {
        return header.typed().filter(AmqpValue.class::isInstance).isPresent();
    }

    /** The documented text of a value, which other brokers get. */
    static Bytes bytes(Object value) {
        if (value == null) {
            return Bytes.absent();
        }
        if (value instanceof LongString) {
            return Bytes.of(((LongString) value).getBytes());
        }
        if (value instanceof byte[]) {
            return Bytes.of((byte[]) value);
        }
        if (value instanceof Map || value instanceof List) {
            return Bytes.ofText(json(value));
        }
        return Bytes.ofText(plain(value).toString());
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(plain(value));
        } catch (JsonProcessingException e) {
            return String.valueOf(value);
        }
    }

    /** Converts values of the client's types to types of JSON. */
    private static Object plain(Object value) {
        if (value instanceof Date) {
            return ((Date) value).toInstant().toString();
        }
        if (value instanceof LongString) {
            return value.toString();
        }
        if (value instanceof Map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((name, inner) -> plain.put(String.valueOf(name), plain(inner)));
            return plain;
        }
        if (value instanceof List) {
            List<Object> plain = new ArrayList<>();
            ((List<?>) value).forEach(inner -> plain.add(plain(inner)));
            return plain;
        }
        return value;
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
        if (value == null) {
            return visitor.nothing();
        }
        if (value instanceof byte[]) {
            return visitor.binary(Bytes.of((byte[]) value));
        }
        if (value instanceof Boolean) {
            return visitor.truth((Boolean) value);
        }
        if (value instanceof Date) {
            return visitor.time(((Date) value).toInstant());
        }
        if (value instanceof List) {
            List<TypedValue> items = new ArrayList<>();
            ((List<?>) value).forEach(item -> items.add(new AmqpValue(item)));
            return visitor.list(items);
        }
        if (value instanceof Map) {
            Map<String, TypedValue> entries = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((name, item) -> entries.put(String.valueOf(name), new AmqpValue(item)));
            return visitor.table(entries);
        }
        boolean finite = value instanceof Number && Double.isFinite(((Number) value).doubleValue());
        return finite ? visitor.number(new BigDecimal(value.toString())) : visitor.text(value.toString());
    }

    /** Values of other brokers. What AMQP has no type for is the documented text. */
    private record Converted(Bytes bytes) implements Visitor<Object> {

        private Object asText() {
            return ofTable(bytes);
        }

        @Override
        public Object text(String text) {
            return asText();
        }

        @Override
        public Object binary(Bytes value) {
            return value.array();
        }

        /** A long, or a decimal of AMQP, which has few digits; any other number would change. */
        @Override
        public Object number(BigDecimal number) {
            BigDecimal shortest = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
            if (shortest.scale() > 0) {
                return isDecimal(number) ? number : asText();
            }
            boolean fits = shortest.precision() - shortest.scale()
                            <= Long.toString(Long.MAX_VALUE).length()
                    && shortest.toBigInteger().bitLength() < Long.SIZE;
            return fits ? (Object) shortest.longValue() : asText();
        }

        @Override
        public Object truth(boolean value) {
            return value;
        }

        @Override
        public Object time(Instant time) {
            return asText();
        }

        @Override
        public Object nothing() {
            return null;
        }

        @Override
        public Object list(List<TypedValue> items) {
            return asText();
        }

        @Override
        public Object table(Map<String, TypedValue> entries) {
            return asText();
        }
    }
}
