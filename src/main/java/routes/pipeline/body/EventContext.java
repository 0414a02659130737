package routes.pipeline.body;

import routes.event.Bytes;
import routes.event.Event;
import routes.event.Headers;
import routes.model.DeadLetterReason;
import routes.pipeline.json.Json;
import routes.pipeline.xml.SaxonXml;












import com.fasterxml.jackson.databind.JsonNode;
import net.sf.saxon.s9api.XdmNode;

/**
 * An event on its way: the working copy of its body and headers. The body is parsed when somebody first asks, and written
 * when somebody needs the bytes of a changed one. Not thread-safe: one for each event.
 */
public final class EventContext {

    private final Event original;
    private Headers headers;
    private Bytes bytes;
    private JsonNode json;
    private XdmNode xml;

    public EventContext(Event original) {
        this.original = original;
        this.headers = original.headers();
        this.bytes = original.body();
    }

    public JsonNode json() throws StepException {
        if (json == null) {
            try {
                json = Json.read(present());
            } catch (Json.Malformed e) {
                throw new StepException(DeadLetterReason.PARSE, e.getMessage());
            }
        }
        return json;
    }

    public XdmNode xml(SaxonXml workshop) throws StepException {
        if (xml == null) {
            xml = workshop.read(present());
        }
        return xml;
    }

    /** The body's bytes, where a step cannot do without a body. */
    public byte[] present() throws StepException {
        byte[] body = bytes().array();
        if (!bytes.isPresent()) {
            throw new StepException(DeadLetterReason.PARSE, "there is no body");
        }
        if (body.length > Json.MOST_BYTES) {
            throw new StepException(
                    DeadLetterReason.PARSE,
                    "the body has " + body.length + " bytes, more than the " + Json.MOST_BYTES + " that are parsed");
        }
        return body;
    }

    private Bytes bytes() throws StepException {
        if (bytes == null) {
            try {
                bytes = Bytes.of(Json.write(json));
            } catch (Json.TooLarge e) {
                throw new StepException(DeadLetterReason.EXPRESSION, e.getMessage());
            }
        }
        return bytes;
    }

    public void replaceBody(JsonNode changed) {
        json = changed;
        bytes = null;
        xml = null;
    }

    public void replaceBody(byte[] changed) {
        json = null;
        bytes = Bytes.of(changed);
        xml = null;
    }

    public Headers headers() {
        return headers;
    }

    public void setHeaders(Headers changed) {
        headers = changed;
    }

    public Event event() throws StepException {
        return new Event(bytes(), original.key(), headers);
    }
}
