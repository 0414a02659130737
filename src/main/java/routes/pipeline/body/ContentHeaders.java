package routes.pipeline.body;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import routes.event.Bytes;
import routes.event.Header;
import routes.event.Headers;

/**
 * The headers that describe a body: a step that changes the body keeps those that are still true, corrects the type of the
 * content, and removes the rest. Names are compared regardless of case. A later step can set them as it likes. Thread-safe.
 */
public final class ContentHeaders {

    public static final String JSON = "application/json";
    public static final String XML = "application/xml";

    private static final String TYPE = "content-type";
    private static final String ENCODING = "content-encoding";

    /** Headers about the bytes of a body. Once they have changed, none of these is true. */
    private static final Set<String> OF_BYTES =
            Set.of("content-length", "content-md5", "content-digest", "content-range", "digest", "repr-digest", "etag");

    /** Values of content-encoding that say no more than that the body is text in UTF-8, or not compressed. */
    private static final Set<String> PLAIN = Set.of("utf-8", "utf8", "identity");

    /** The prefixes of attributes of CloudEvents, in lower case. */
    private static final List<String> CLOUD_EVENT = List.of("ce_", "ce-", "cloudevents:", "cloudevents_");

    private static final Pattern OF_DATA = Pattern.compile("data\\w+");

    private static final Pattern MEDIA_TYPE = Pattern.compile("\\s*([^;\\s]+)\\s*(;.*)?", Pattern.DOTALL);
    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\";\\s]*)", Pattern.CASE_INSENSITIVE);

    private ContentHeaders() {}

    /** Whether this is the type of a JSON body in UTF-8. */
    public static boolean isJson(String contentType) {
        if (contentType.equals(JSON)) {
            return true;
        }
        String type = mediaType(contentType);
        return (type.equals(JSON) || type.equals("text/json") || type.endsWith("+json")) && isUtf8(contentType);
    }

    /** Whether this is the type of an XML body in UTF-8. */
    public static boolean isXml(String contentType) {
        String type = mediaType(contentType);
        return (type.equals(XML) || type.equals("text/xml") || type.endsWith("+xml")) && isUtf8(contentType);
    }

    /** The type without its parameters, in lower case. */
    public static String mediaType(String contentType) {
        Matcher matcher = MEDIA_TYPE.matcher(contentType);
        return matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
    }

    private static boolean isUtf8(String contentType) {
        Matcher charset = CHARSET.matcher(contentType);
        return !charset.find()
                || Set.of("utf-8", "utf8").contains(charset.group(1).toLowerCase(Locale.ROOT));
    }

    /**
     * The headers after the body has been changed within the same format, or by an expression: a type is corrected if there is
     * one.
     *
     * @param type of the new body
     * @param stillTrue whether the type that is there says the same, or more
     */
    public static Headers changed(Headers headers, String type, Predicate<String> stillTrue) {
        return concernsContent(headers) ? corrected(headers, type, stillTrue, false) : headers;
    }

    /** The headers after the body has been converted to another format: there is a type in any case. */
    public static Headers converted(Headers headers, String type, Predicate<String> stillTrue) {
        Headers corrected = corrected(headers, type, stillTrue, true);
        boolean hasType = corrected.stream().anyMatch(header -> header.name().equalsIgnoreCase(TYPE));
        return hasType ? corrected : corrected.with(TYPE, type);
    }

    private static boolean concernsContent(Headers headers) {
        for (Header header : headers) {
            String name = header.name().toLowerCase(Locale.ROOT);
            if (name.equals(TYPE)
                    || name.equals(ENCODING)
                    || OF_BYTES.contains(name)
                    || !ofData(name).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** The name of an attribute of a CloudEvent that is about its data; empty for other headers. */
    private static String ofData(String name) {
        for (String prefix : CLOUD_EVENT) {
            if (name.startsWith(prefix)) {
                String attribute = name.substring(prefix.length());
                return OF_DATA.matcher(attribute).matches() ? attribute : "";
            }
        }
        return "";
    }

    /** @param isOtherFormat whether a schema of the data is no longer its schema */
    private static Headers corrected(Headers headers, String type, Predicate<String> stillTrue, boolean isOtherFormat) {
        List<Header> kept = new ArrayList<>();
        boolean hasType = false;
        for (Header header : headers) {
            String name = header.name().toLowerCase(Locale.ROOT);
            String ofData = ofData(name);
            if (name.equals(TYPE)) {
                if (!hasType) { // a second one could only contradict the first
                    kept.add(withType(header, type, stillTrue));
                }
                hasType = true;
            } else if (ofData.equals("datacontenttype")) {
                kept.add(withType(header, type, stillTrue));
            } else if (!isUntrue(name, header) && !(isOtherFormat && ofData.equals("dataschema"))) {
                kept.add(header);
            }
        }
        return isSame(headers, kept) ? headers : Headers.received(kept);
    }

    private static boolean isSame(Headers headers, List<Header> kept) {
        if (kept.size() != headers.size()) {
            return false;
        }
        int i = 0;
        for (Header header : headers) {
            if (kept.get(i++) != header) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUntrue(String name, Header header) {
        boolean isPlain = header.value()
                .text()
                .filter(value -> PLAIN.contains(value.strip().toLowerCase(Locale.ROOT)))
                .isPresent();
        return OF_BYTES.contains(name) || name.equals(ENCODING) && !isPlain;
    }

    private static Header withType(Header header, String type, Predicate<String> stillTrue) {
        return header.value().text().filter(stillTrue).isPresent()
                ? header
                : new Header(header.name(), Bytes.ofText(type));
    }
}
