package routes.connector;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;
import routes.support.Utf8;

/**
 * Reads a CloudEvent in structured mode. Data that is JSON is taken out byte by byte, so that no number and no order of keys
 * changes. Thread-safe.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">JSON format</a>
 */
final class CloudEventDocument {

    static final String MEDIA_TYPE = "application/cloudevents+json";
    static final String CONTENT_TYPE = "datacontenttype";
    static final String DATA = "data";
    static final String BASE64_DATA = "data_base64";
    static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final String JSON_TYPE = "application/json";
    private static final JsonFactory JSON = new JsonFactory();

    private final String document;
    private final String prefix;
    private final List<Header> attributes = new ArrayList<>();
    private Optional<String> type = Optional.empty();
    private Optional<Bytes> bytes = Optional.empty();
    private Optional<Bytes> json = Optional.empty();
    private Optional<String> text = Optional.empty();

    private CloudEventDocument(String document, String prefix) {
        this.document = document;
        this.prefix = prefix;
    }

    /** Whether the content type says that the body is one. */
    static boolean isIn(Event event) {
        return CloudEventBinding.mediaType(event.headers())
                .filter(MEDIA_TYPE::equals)
                .isPresent();
    }

    /** Whether data of this type is JSON. */
    static boolean isJson(String mediaType) {
        return mediaType.equals(JSON_TYPE) || mediaType.endsWith("+json") || mediaType.equals("text/json");
    }

    /** The event in binary mode; empty if the body is not a CloudEvent in UTF-8 with all required attributes. */
    static Optional<Event> read(Event event, String prefix) {
        return event.body()
                .text()
                .map(text -> text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)
                .flatMap(text -> new CloudEventDocument(text, prefix).read(event));
    }

    private Optional<Event> read(Event event) {
        try (JsonParser parser = JSON.createParser(document)) {
            readMembers(parser);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
        List<Header> headers = new ArrayList<>();
        event.headers().stream()
                .filter(header -> !header.name().equalsIgnoreCase(CloudEventBinding.CONTENT_TYPE))
                .forEach(headers::add);
        headers.addAll(attributes);
        contentType().ifPresent(known -> headers.add(new Header(CloudEventBinding.CONTENT_TYPE, Bytes.ofText(known))));
        return Optional.of(new Event(body(), event.key(), Headers.received(headers)));
    }

    /** @throws IllegalArgumentException if the document is not a CloudEvent */
    private void readMembers(JsonParser parser) throws IOException {
        require(parser.nextToken() == JsonToken.START_OBJECT);
        Set<String> names = new HashSet<>();
        Set<String> missing = new HashSet<>(CloudEventBinding.REQUIRED);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            require(names.add(name) && Utf8.isEncodable(name));
            if (value == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (name) {
                case DATA -> readData(parser);
                case BASE64_DATA ->
                    bytes = Optional.of(Bytes.of(Base64.getDecoder().decode(string(parser))));
                case CONTENT_TYPE -> type = Optional.of(string(parser));
                default -> {
                    String attribute = CloudEventBinding.REQUIRED.contains(name) ? string(parser) : scalar(parser);
                    if (!attribute.isEmpty()) {
                        missing.remove(name);
                    }
                    attributes.add(new Header(prefix + name, Bytes.ofText(attribute)));
                }
            }
        }
        require(missing.isEmpty() && (json.isEmpty() || bytes.isEmpty()) && parser.nextToken() == null);
        require(!isPlainText() || Utf8.isEncodable(text.get()));
    }

    private void readData(JsonParser parser) throws IOException {
        int from = (int) parser.currentTokenLocation().getCharOffset();
        text = parser.currentToken() == JsonToken.VALUE_STRING ? Optional.of(parser.getText()) : Optional.empty();
        parser.skipChildren();
        parser.finishToken();
        int to = (int) parser.currentLocation().getCharOffset();
        json = Optional.of(Bytes.ofText(document.substring(from, to)));
    }

    private static String string(JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.VALUE_STRING);
        return scalar(parser);
    }

    private static String scalar(JsonParser parser) throws IOException {
        require(parser.currentToken().isScalarValue() && Utf8.isEncodable(parser.getText()));
        return parser.getText();
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("not a CloudEvent");
        }
    }

    /** Data that is JSON has that type where the document names none. */
    private Optional<String> contentType() {
        return type.or(() -> json.map(value -> JSON_TYPE));
    }

    private Bytes body() {
        return bytes.or(() -> isPlainText() ? text.map(Bytes::ofText) : json).orElseGet(Bytes::absent);
    }

    private boolean isPlainText() {
        return text.isPresent() && type.isPresent() && !isJson(CloudEventBinding.mediaType(type.get()));
    }
}
