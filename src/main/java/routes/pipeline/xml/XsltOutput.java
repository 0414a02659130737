package routes.pipeline.xml;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import net.sf.saxon.s9api.Serializer;
import routes.pipeline.body.ContentHeaders;

/** The type of what a stylesheet writes, as its {@code xsl:output} says. */
final class XsltOutput {

    private static final int LOOKED_AT = 1_000;

    private XsltOutput() {}

    /** The attribute {@code media-type}, or else the type of the output method, with the charset that was written. */
    static String contentType(Serializer serializer, ByteArrayOutputStream result) {
        String method = property(serializer, Serializer.Property.METHOD)
                .orElseGet(() -> isHtml(result) ? "html" : "xml")
                .toLowerCase(Locale.ROOT);
        String type = property(serializer, Serializer.Property.MEDIA_TYPE).orElseGet(() -> ofMethod(method));
        String charset = property(serializer, Serializer.Property.ENCODING)
                .orElse("UTF-8")
                .toUpperCase(Locale.ROOT);
        boolean isText = ContentHeaders.mediaType(type).startsWith("text/");
        return charset.equals("UTF-8") && !isText || type.contains("charset") ? type : type + "; charset=" + charset;
    }

    /** Whether a type that is there says the same, or the same more exactly: {@code application/soap+xml} is XML. */
    static boolean saysTheSame(String before, String now) {
        return before.strip().equalsIgnoreCase(now)
                || now.equals(ContentHeaders.XML) && ContentHeaders.isXml(before)
                || now.equals(ContentHeaders.JSON) && ContentHeaders.isJson(before);
    }

    private static Optional<String> property(Serializer serializer, Serializer.Property property) {
        return Optional.ofNullable(serializer.getOutputProperty(property)).filter(value -> !value.isBlank());
    }

    private static String ofMethod(String method) {
        return switch (method) {
            case "html" -> "text/html";
            case "xhtml" -> "application/xhtml+xml";
            case "text", "adaptive" -> "text/plain";
            case "json" -> ContentHeaders.JSON;
            default -> ContentHeaders.XML;
        };
    }

    /** Without a method, a result whose root is html is written as HTML. */
    private static boolean isHtml(ByteArrayOutputStream result) {
        byte[] bytes = result.toByteArray();
        String start = new String(bytes, 0, Math.min(bytes.length, LOOKED_AT), StandardCharsets.ISO_8859_1);
        return start.stripLeading().toLowerCase(Locale.ROOT).matches("(?s)(?:<!doctype html[^>]*>\\s*)?<html[\\s>/].*");
    }
}
