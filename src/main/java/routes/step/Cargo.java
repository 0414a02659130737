package routes.step;

import routes.event.Bytes;
import routes.event.Event;
import routes.event.Headers;
import routes.model.DeadLetterReason;
import routes.step.jq.Json;










import com.fasterxml.jackson.databind.JsonNode;
import net.sf.saxon.s9api.XdmNode;

/**
 * An event on its way: the working copy of its body and headers. The body is parsed when somebody first asks, and written
 * when somebody needs the bytes of a changed one. Not thread-safe: one for each event.
 */
final class Cargo {

    private final Event original;
    private Headers headers;
    private Bytes bytes;
    private JsonNode json;
    private XdmNode xml;

    Cargo(Event original) {
        this.original = original;
        this.headers = original.headers();
        this.bytes = original.body();
    }

    JsonNode json() throws Unfit {
        if (json == null) {
            try {
                json = Json.read(present());
            } catch (Json.Malformed e) {
                throw new Unfit(DeadLetterReason.PARSE, e.getMessage());
            }
        }
        return json;
    }

    XdmNode xml(XmlWorkshop workshop) throws Unfit {
        if (xml == null) {
            xml = workshop.read(present());
        }
        return xml;
    }

    /** The body's bytes, where a step cannot do without a body. */
    byte[] present() throws Unfit {
        byte[] body = bytes().array();
        if (!bytes.isPresent()) {
            throw new Unfit(DeadLetterReason.PARSE, "there is no body");
        }
        if (body.length > Json.MOST_BYTES) {
            throw new Unfit(
                    DeadLetterReason.PARSE,
                    "the body has " + body.length + " bytes, more than the " + Json.MOST_BYTES + " that are parsed");
        }
        return body;
    }

    private Bytes bytes() throws Unfit {
        if (bytes == null) {
            try {
                bytes = Bytes.of(Json.write(json));
            } catch (Json.TooLarge e) {
                throw new Unfit(DeadLetterReason.EXPRESSION, e.getMessage());
            }
        }
        return bytes;
    }

    void become(JsonNode changed) {
        json = changed;
        bytes = null;
        xml = null;
    }

    void become(byte[] changed) {
        json = null;
        bytes = Bytes.of(changed);
        xml = null;
    }

    Headers headers() {
        return headers;
    }

    void wear(Headers changed) {
        headers = changed;
    }

    Event event() throws Unfit {
        return new Event(bytes(), original.key(), headers);
    }
}
