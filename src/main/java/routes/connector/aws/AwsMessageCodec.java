package routes.connector.aws;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import routes.connector.HeaderEnvelope;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;
import routes.event.PendingSend;
import routes.support.DisplayText;

/**
 * Converts events to messages of SQS or SNS and back. An event that is sent and received again is unchanged, except for the order
 * of headers with different names, which the services do not keep. Never throws because of the content. Thread-safe.
 */
public final class AwsMessageCodec {

    private static final int MOST_ATTRIBUTES = 10;
    private static final String EMPTY_KEY = "String.empty";
    private static final String TOMBSTONE = "tombstone";
    private static final String EMPTY = "empty";
    private static final Set<String> OWN =
            Set.of(HeaderEnvelope.KEY, HeaderEnvelope.BODY, HeaderEnvelope.HEADERS, HeaderEnvelope.TIME);

    private static final Map<String, String> ABSENCES = Map.of(TOMBSTONE, "absent (a tombstone)", EMPTY, "empty");

    /** The beginning of the names of CloudEvents attributes. */
    static final String CLOUD_EVENTS = "ce_";

    /**
     * Headers that other systems read. They get attributes of their own after those of a
     * CloudEvent, and before all other headers.
     */
    private static final List<String> FIRST = List.of("traceparent", "tracestate", "content-type");

    private AwsMessageCodec() {}

    public static AwsMessage encode(PendingSend send, AwsMessageStyle style) {
        Event event = style.cloudEvents().of(send.message().event());
        Optional<AwsMessage.Fifo> fifo = style.fifo().map(name -> FifoIds.of(send, name));
        Map<String, AwsAttribute> attributes = new LinkedHashMap<>();
        if (event.key().isPresent()) {
            attributes.put(
                    HeaderEnvelope.KEY,
                    AwsAttribute.of(event.key()).orElseGet(() -> new AwsAttribute(EMPTY_KEY, Bytes.ofText(EMPTY))));
        }
        Optional<String> text = event.body().text().filter(AwsTextRules::isLegal);
        if (text.isPresent()) {
            write(event.headers(), attributes);
            writeTime(send, attributes);
            return AwsMessage.of(text.get(), event.body().length(), attributes, fifo);
        }
        String mark = mark(event.body());
        attributes.put(HeaderEnvelope.BODY, AwsAttribute.text(mark));
        write(event.headers(), attributes);
        writeTime(send, attributes);
        String body = event.body().length() == 0
                ? mark
                : Base64.getEncoder().encodeToString(event.body().array());
        return AwsMessage.of(body, body.length(), attributes, fifo);
    }

    /** Pushes out no header. */
    private static void writeTime(PendingSend send, Map<String, AwsAttribute> attributes) {
        if (attributes.size() < MOST_ATTRIBUTES) {
            send.time().ifPresent(time -> attributes.put(HeaderEnvelope.TIME, AwsAttribute.text(time.toString())));
        }
    }

    /** What of a message is in a notation that other consumers do not know, in words; empty if nothing is. */
    static Optional<String> packed(AwsMessage message) {
        AwsAttribute body = message.attributes().get(HeaderEnvelope.BODY);
        AwsAttribute key = message.attributes().get(HeaderEnvelope.KEY);
        if (body != null) {
            return Optional.of(
                    "a body that is " + ABSENCES.getOrDefault(body.value().toString(), "not legal text"));
        }
        if (key != null && key.type().equals(EMPTY_KEY)) {
            return Optional.of("an empty key");
        }
        return Optional.ofNullable(message.attributes().get(HeaderEnvelope.HEADERS))
                .map(headers ->
                        "headers that do not fit (too many, twice the same name, no value, or a forbidden name): "
                                + unpacked(headers).stream()
                                        .map(Header::name)
                                        .distinct()
                                        .limit(MOST_ATTRIBUTES)
                                        .map(DisplayText::quoted)
                                        .collect(Collectors.joining(", ")));
    }

    private static String mark(Bytes body) {
        if (!body.isPresent()) {
            return TOMBSTONE;
        }
        return body.length() == 0 ? EMPTY : "base64";
    }

    private static void write(Headers headers, Map<String, AwsAttribute> attributes) {
        Map<String, Integer> occurrences = new HashMap<>();
        headers.forEach(header -> occurrences.merge(header.name(), 1, Integer::sum));
        List<Header> visible = new ArrayList<>();
        List<Header> packed = new ArrayList<>();
        for (Header header : headers) {
            boolean fits = occurrences.get(header.name()) == 1
                    && AwsAttribute.of(header).isPresent()
                    && !OWN.contains(header.name())
                    && AwsTextRules.isLegalName(header.name());
            (fits ? visible : packed).add(header);
        }
        visible.sort(Comparator.comparingInt(AwsMessageCodec::rank));
        int room = MOST_ATTRIBUTES - attributes.size();
        if (!packed.isEmpty() || visible.size() > room) {
            List<Header> rest = visible.subList(Math.min(visible.size(), room - 1), visible.size());
            packed.addAll(rest);
            rest.clear();
            attributes.put(HeaderEnvelope.HEADERS, AwsAttribute.text(HeaderEnvelope.pack(packed, AwsAttribute::label)));
        }
        for (Header header : visible) {
            AwsAttribute.of(header).ifPresent(attribute -> attributes.put(header.name(), attribute));
        }
    }

    private static int rank(Header header) {
        if (header.name().startsWith(CLOUD_EVENTS)) {
            return -1;
        }
        int at = FIRST.indexOf(header.name().toLowerCase(Locale.ROOT));
        return at < 0 ? FIRST.size() : at;
    }

    /** @param group the message group of a FIFO queue, which is the key if the message has no other */
    public static Event event(String text, Map<String, AwsAttribute> attributes, Optional<String> group) {
        Map<String, AwsAttribute> rest = new LinkedHashMap<>(attributes);
        Bytes key = group.map(Bytes::ofText).orElseGet(Bytes::absent);
        AwsAttribute given = rest.remove(HeaderEnvelope.KEY);
        if (given != null) {
            key = given.type().equals(EMPTY_KEY) ? Bytes.of(new byte[0]) : given.value();
        }
        Optional<Bytes> written = Optional.ofNullable(rest.get(HeaderEnvelope.BODY))
                .flatMap(mark -> unwritten(mark.value().toString(), text));
        if (written.isPresent()) {
            rest.remove(HeaderEnvelope.BODY);
        }
        Optional<AwsAttribute> packed = Optional.ofNullable(rest.remove(HeaderEnvelope.HEADERS));
        List<Header> headers = new ArrayList<>();
        rest.forEach((name, attribute) -> headers.add(attribute.header(name)));
        packed.ifPresent(last -> headers.addAll(unpacked(last)));
        return new Event(written.orElseGet(() -> Bytes.ofText(text)), key, Headers.received(headers));
    }

    /** The body according to the hub's encoding; empty if the encoding is unknown. */
    private static Optional<Bytes> unwritten(String mark, String text) {
        switch (mark) {
            case TOMBSTONE:
                return Optional.of(Bytes.absent());
            case EMPTY:
                return Optional.of(Bytes.of(new byte[0]));
            case "base64":
                try {
                    return Optional.of(Bytes.of(Base64.getDecoder().decode(text)));
                } catch (IllegalArgumentException e) {
                    return Optional.empty();
                }
            default:
                return Optional.empty();
        }
    }

    private static List<Header> unpacked(AwsAttribute packed) {
        return HeaderEnvelope.unpack(packed.header(HeaderEnvelope.HEADERS), AwsAttribute::unpacked);
    }
}
