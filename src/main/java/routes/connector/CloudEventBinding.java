package routes.connector;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;
import routes.model.CloudEventsMode;

/**
 * How one kind of target carries CloudEvents. In binary mode the attributes are headers with a prefix that each protocol has
 * chosen for itself, and {@code datacontenttype} is the header {@code content-type}; in structured mode the event is a JSON
 * document. Immutable and thread-safe.
 *
 * @see <a href="https://github.com/cloudevents/spec/tree/v1.0.2/cloudevents/bindings">Protocol bindings of CloudEvents 1.0.2</a>
 */
public final class CloudEventBinding {

    static final String CONTENT_TYPE = "content-type";

    private static final String VERSION = "specversion";

    /** Without these attributes, neither headers with a prefix nor a document are a CloudEvent. */
    static final Set<String> REQUIRED = Set.of("id", "source", VERSION, "type");

    /** Of Kafka, of AMQP (two, since some clients cannot use a colon), and of HTTP. */
    private static final List<String> PREFIXES = List.of("ce_", "cloudEvents:", "cloudEvents_", "ce-");

    private final String prefix;
    private final List<String> keptPrefixes;
    private final CloudEventsMode mode;

    /**
     * @param prefix of attributes that the hub writes
     * @param mode in which the target gets its events
     * @param equivalent prefixes that mean the same to the target's protocol, so that they are kept
     */
    public CloudEventBinding(String prefix, CloudEventsMode mode, String... equivalent) {
        this.prefix = prefix;
        this.mode = mode;
        List<String> all = new ArrayList<>(List.of(equivalent));
        all.add(prefix);
        this.keptPrefixes = List.copyOf(all);
    }

    /** The event as this target carries it; one that is no CloudEvent is unchanged. */
    public Event of(Event event) {
        return switch (mode) {
            case KEEP -> withOwnPrefix(event);
            case BINARY ->
                CloudEventDocument.isIn(event)
                        ? CloudEventDocument.read(event, prefix).orElse(event)
                        : withOwnPrefix(event);
            case STRUCTURED ->
                prefixIn(event)
                        .filter(found -> hasReadableType(event, found))
                        .map(found -> CloudEventDocumentWriter.write(event, found))
                        .orElse(event);
        };
    }

    /** Whether the body of every event stays as it is. */
    public boolean keepsBodies() {
        return mode == CloudEventsMode.KEEP;
    }

    private Event withOwnPrefix(Event event) {
        return prefixIn(event)
                .filter(found -> !keptPrefixes.contains(found))
                .map(found -> event.withHeaders(renamed(event.headers(), found)))
                .orElse(event);
    }

    private Headers renamed(Headers headers, String found) {
        return Headers.received(headers.stream()
                .map(header -> attribute(header.name(), found)
                        .map(name -> new Header(prefix + name, header.value(), header.typed()))
                        .orElse(header))
                .toList());
    }

    /** The prefix of the CloudEvent in the headers; empty if they have none, or not all required attributes. */
    private static Optional<String> prefixIn(Event event) {
        for (Header header : event.headers()) {
            if (header.name().endsWith(VERSION)) {
                for (String prefix : PREFIXES) {
                    if (header.name().equals(prefix + VERSION) && hasRequired(event, prefix)) {
                        return Optional.of(prefix);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean hasRequired(Event event, String prefix) {
        Set<String> missing = new HashSet<>(REQUIRED);
        event.headers()
                .forEach(header -> attribute(header.name(), prefix)
                        .filter(name -> header.value()
                                .text()
                                .filter(text -> !text.isEmpty())
                                .isPresent())
                        .ifPresent(missing::remove));
        return missing.isEmpty();
    }

    /** Whether a document can name the type of the data, which is text in JSON. */
    private static boolean hasReadableType(Event event, String prefix) {
        String attribute = prefix + CloudEventDocument.CONTENT_TYPE;
        return event.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(CONTENT_TYPE)
                        || header.name().equals(attribute))
                .map(Header::value)
                .allMatch(value -> !value.isPresent() || value.text().isPresent());
    }

    /** The name of the attribute that a header with this prefix carries. */
    static Optional<String> attribute(String header, String prefix) {
        return header.startsWith(prefix) && header.length() > prefix.length()
                ? Optional.of(header.substring(prefix.length()))
                : Optional.empty();
    }

    /** The media type of the body in lower case and without parameters; empty if it is not known. */
    static Optional<String> mediaType(Headers headers) {
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(CONTENT_TYPE)) {
                return header.value().text().map(CloudEventBinding::mediaType);
            }
        }
        return Optional.empty();
    }

    static String mediaType(String contentType) {
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
