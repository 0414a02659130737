package routes.connector.rabbitmq;

import com.rabbitmq.client.LongString;
import com.rabbitmq.client.impl.LongStringHelper;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import routes.event.Bytes;
import routes.event.Header;
import routes.event.TypedValue;

/** The types whose values can be packed and made again from their bytes. A list or table that is packed becomes its text. */
enum AmqpLabel {
    BOOLEAN(Boolean.class, value -> truth(value.toString())),
    BYTE(Byte.class, value -> number(value).byteValueExact()),
    SHORT(Short.class, value -> number(value).shortValueExact()),
    INT(Integer.class, value -> number(value).intValueExact()),
    LONG(Long.class, value -> number(value).longValueExact()),
    FLOAT(Float.class, value -> Float.valueOf(value.toString())),
    DOUBLE(Double.class, value -> Double.valueOf(value.toString())),
    DECIMAL(BigDecimal.class, value -> decimal(number(value))),
    TIMESTAMP(Date.class, value -> Date.from(Instant.parse(value.toString()))),
    BINARY(byte[].class, Bytes::array),
    STRING(LongString.class, value -> LongStringHelper.asLongString(value.array()));

    /** More than any number of AMQP has; reading a very long one would take long. */
    private static final int LONGEST_NUMBER = 100;

    private final Class<?> type;
    private final Function<Bytes, Object> value;

    AmqpLabel(Class<?> type, Function<Bytes, Object> value) {
        this.type = type;
        this.value = value;
    }

    /** The name of the type with which the header would leave, where its bytes alone do not tell. */
    static Optional<String> of(Header header) {
        return header.typed()
                .map(typed -> AmqpValue.ofTable(header))
                .flatMap(value -> Arrays.stream(values())
                        .filter(label -> label.type.isInstance(value))
                        .map(AmqpLabel::text)
                        .findFirst());
    }

    /** The value of a packed header; empty if there is no such type, or the value is none of it. */
    static Optional<TypedValue> unpacked(String text, Bytes bytes) {
        try {
            return Arrays.stream(values())
                    .filter(label -> label.text().equals(text))
                    .findFirst()
                    .map(label -> new AmqpValue(label.value.apply(bytes)));
        } catch (RuntimeException e) { // each type has its own exceptions for a text that is no value of it
            return Optional.empty();
        }
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static BigDecimal number(Bytes value) {
        if (value.length() > LONGEST_NUMBER) {
            throw new NumberFormatException("too long for a number of AMQP");
        }
        return new BigDecimal(value.toString());
    }

    private static BigDecimal decimal(BigDecimal number) {
        if (!AmqpValue.isDecimal(number)) {
            throw new IllegalArgumentException("AMQP has no such decimal");
        }
        return number;
    }

    private static boolean truth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(text);
        }
        return text.equals("true");
    }
}
