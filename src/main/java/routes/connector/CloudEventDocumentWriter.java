package routes.connector;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;

/**
 * Writes a CloudEvent in structured mode. Data that is JSON keeps every byte. A header that no member of the document can
 * represent stays a header. Thread-safe.
 *
 * @see CloudEventDocument
 */
final class CloudEventDocumentWriter {

    /** The attributes that CloudEvents defines are strings in JSON; only an extension may be an integer or a boolean. */
    private static final Set<String> STRINGS = Set.of(
            "id", "source", "specversion", "type", "subject", "time", "dataschema", CloudEventDocument.CONTENT_TYPE);

    private static final JsonFactory JSON = new JsonFactory();

    private CloudEventDocumentWriter() {}

    /** The event in structured mode. @param prefix of the attributes in its headers */
    static Event write(Event event, String prefix) {
        List<Header> headers = new ArrayList<>();
        ByteArrayOutputStream document = new ByteArrayOutputStream(event.body().length() + 512);
        try (JsonGenerator json = JSON.createGenerator(document)) {
            json.writeStartObject();
            Set<String> written = new HashSet<>(Set.of(CloudEventDocument.DATA, CloudEventDocument.BASE64_DATA));
            for (Header header : typeFirst(event.headers())) {
                Optional<String> member = member(header, prefix);
                Optional<String> value = header.value().text().filter(text -> !text.isEmpty());
                if (value.isPresent() && member.filter(written::add).isPresent()) {
                    json.writeFieldName(member.get());
                    writeAttribute(json, header, STRINGS.contains(member.get()));
                } else if (member.filter(CloudEventDocument.CONTENT_TYPE::equals)
                        .isEmpty()) {
                    headers.add(header);
                }
            }
            writeData(json, event);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        headers.add(new Header(
                CloudEventBinding.CONTENT_TYPE, Bytes.ofText(CloudEventDocument.MEDIA_TYPE + "; charset=UTF-8")));
        return new Event(Bytes.of(document.toByteArray()), event.key(), Headers.received(headers));
    }

    /** The content type is what counts; some clients send it as an attribute too. */
    private static List<Header> typeFirst(Headers headers) {
        return headers.stream()
                .sorted(Comparator.comparing(header -> !header.name().equalsIgnoreCase(CloudEventBinding.CONTENT_TYPE)))
                .toList();
    }

    /** The member of the document that a header becomes. */
    private static Optional<String> member(Header header, String prefix) {
        return header.name().equalsIgnoreCase(CloudEventBinding.CONTENT_TYPE)
                ? Optional.of(CloudEventDocument.CONTENT_TYPE)
                : CloudEventBinding.attribute(header.name(), prefix);
    }

    private static void writeAttribute(JsonGenerator json, Header header, boolean asString) throws IOException {
        String text = header.value().toString();
        Optional<Object> scalar = header.typed()
                .filter(typed -> !asString)
                .flatMap(typed -> typed.accept(new JsonScalar()))
                .filter(value -> value.toString().equals(text));
        if (scalar.isPresent()) {
            json.writeObject(scalar.get());
        } else {
            json.writeString(text);
        }
    }

    private static void writeData(JsonGenerator json, Event event) throws IOException {
        Bytes body = event.body();
        if (!body.isPresent()) {
            return;
        }
        Optional<String> text = body.text();
        String type = CloudEventBinding.mediaType(event.headers()).orElse("");
        boolean isJson = CloudEventDocument.isJson(type);
        if (isJson && text.filter(CloudEventDocumentWriter::isPlainJson).isPresent()) {
            json.writeFieldName(CloudEventDocument.DATA);
            json.writeRawValue(text.get());
        } else if (!isJson && text.isPresent() && type.startsWith("text/")) {
            json.writeStringField(CloudEventDocument.DATA, text.get());
        } else {
            json.writeStringField(
                    CloudEventDocument.BASE64_DATA, Base64.getEncoder().encodeToString(body.array()));
        }
    }

    /**
     * Whether it is one JSON value without a byte order mark, and no text: of a text, some readers cannot tell whether its
     * quotes are part of it.
     */
    private static boolean isPlainJson(String text) {
        if (text.startsWith(CloudEventDocument.BYTE_ORDER_MARK)) {
            return false;
        }
        try (JsonParser parser = JSON.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null || first == JsonToken.VALUE_STRING) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }
}
