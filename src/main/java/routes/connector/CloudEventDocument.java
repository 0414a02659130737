package routes.connector;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
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
 * A CloudEvent in structured mode. Data that is JSON is taken from one form to the other byte by byte, so that no number and no
 * order of keys changes. Thread-safe.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">JSON format</a>
 */
final class CloudEventDocument {

    private static final String MEDIA_TYPE = "application/cloudevents+json";
    private static final String TYPE = "datacontenttype";
    private static final String JSON_TYPE = "application/json";
    private static final JsonFactory JSON = new JsonFactory();

    private CloudEventDocument() {}

    /** Whether the content type says that the body is one. */
    static boolean isIn(Event event) {
        return CloudEventBinding.mediaType(event.headers())
                .filter(MEDIA_TYPE::equals)
                .isPresent();
    }

    /** The event in binary mode; empty if the body is not what its content type says. */
    static Optional<Event> read(Event event, String prefix) {
        byte[] document = event.body().array();
        List<Header> headers = new ArrayList<>();
        event.headers().stream()
                .filter(header -> !header.name().equalsIgnoreCase(CloudEventBinding.CONTENT_TYPE))
                .forEach(headers::add);
        Data data = new Data();
        try (JsonParser parser = JSON.createParser(document)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "data" -> data.json(parser, document);
                    case "data_base64" ->
                        data.bytes = Optional.of(Bytes.of(Base64.getDecoder().decode(parser.getText())));
                    case TYPE -> data.type = Optional.of(parser.getText());
                    default -> {
                        if (value.isStructStart()) {
                            return Optional.empty();
                        }
                        if (value != JsonToken.VALUE_NULL) {
                            headers.add(new Header(prefix + name, Bytes.ofText(parser.getText())));
                        }
                    }
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
        data.contentType()
                .ifPresent(type -> headers.add(new Header(CloudEventBinding.CONTENT_TYPE, Bytes.ofText(type))));
        return Optional.of(new Event(data.body(), event.key(), Headers.received(headers)));
    }

    /** What a document says about its data, in whatever order. */
    private static final class Data {

        private Optional<String> type = Optional.empty();
        private Optional<Bytes> bytes = Optional.empty();
        private Optional<Bytes> json = Optional.empty();
        private Optional<String> text = Optional.empty();

        void json(JsonParser parser, byte[] document) throws IOException {
            int from = (int) parser.currentTokenLocation().getByteOffset();
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                return;
            }
            text = parser.currentToken() == JsonToken.VALUE_STRING ? Optional.of(parser.getText()) : Optional.empty();
            parser.skipChildren();
            parser.finishToken();
            int to = (int) parser.currentLocation().getByteOffset();
            json = Optional.of(Bytes.of(Arrays.copyOfRange(document, from, to)));
        }

        /** Data that is JSON has that type where the document names none. */
        Optional<String> contentType() {
            return type.or(() -> json.map(value -> JSON_TYPE));
        }

        Bytes body() {
            boolean isText = text.isPresent() && type.isPresent() && !isJson(CloudEventBinding.mediaType(type.get()));
            return bytes.or(() -> isText ? text.map(Bytes::ofText) : json).orElseGet(Bytes::absent);
        }
    }

    /** The event in structured mode. @param prefix of the attributes in its headers */
    static Event write(Event event, String prefix) {
        List<Header> headers = new ArrayList<>();
        ByteArrayOutputStream document = new ByteArrayOutputStream(event.body().length() + 512);
        try (JsonGenerator json = JSON.createGenerator(document)) {
            json.writeStartObject();
            Set<String> written = new HashSet<>(Set.of("data", "data_base64"));
            for (Header header : typeFirst(event.headers())) {
                Optional<String> member = member(header, prefix);
                if (member.filter(written::add).isPresent()) {
                    json.writeStringField(member.get(), header.value().toString());
                } else if (member.filter(TYPE::equals).isEmpty()) {
                    headers.add(header);
                }
            }
            writeData(json, event);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        headers.add(new Header(CloudEventBinding.CONTENT_TYPE, Bytes.ofText(MEDIA_TYPE + "; charset=UTF-8")));
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
                ? Optional.of(TYPE)
                : CloudEventBinding.attribute(header.name(), prefix);
    }

    private static void writeData(JsonGenerator json, Event event) throws IOException {
        Bytes body = event.body();
        Optional<String> type = CloudEventBinding.mediaType(event.headers());
        Optional<String> text = body.text();
        if (!body.isPresent()) {
            return;
        }
        if (text.isPresent() && type.filter(CloudEventDocument::isJson).isPresent() && isPlainJson(body)) {
            json.writeFieldName("data");
            json.writeRawValue(text.get());
        } else if (text.isPresent()
                && type.filter(known -> known.startsWith("text/")).isPresent()) {
            json.writeStringField("data", text.get());
        } else {
            json.writeStringField("data_base64", Base64.getEncoder().encodeToString(body.array()));
        }
    }

    /** Whether it is one JSON value, and no text: of a text, some readers cannot tell whether its quotes are part of it. */
    private static boolean isPlainJson(Bytes body) {
        try (JsonParser parser = JSON.createParser(body.array())) {
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

    private static boolean isJson(String mediaType) {
        return mediaType.equals(JSON_TYPE) || mediaType.endsWith("+json") || mediaType.equals("text/json");
    }
}
