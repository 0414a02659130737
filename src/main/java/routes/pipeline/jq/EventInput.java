package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import routes.event.Header;
import routes.pipeline.body.EventContext;
import routes.pipeline.body.StepException;
import routes.pipeline.json.JsonBody;

/** What an expression can see of the event in a pipeline. Not thread-safe. */
public record EventInput(EventContext context) implements JqInput {

    @Override
    public JsonNode body() throws StepException {
        return context.parsed(JsonBody.FORMAT);
    }

    @Override
    public JsonNode fact(Fact fact) {
        switch (fact) {
            case HEADERS:
                return headers();
            case KEY:
                return context.key().text().map(Values::text).orElseGet(Values::nothing);
            default:
                return source();
        }
    }

    /** Of several headers with one name, the last. */
    private JsonNode headers() {
        ObjectNode headers = Values.object();
        for (Header header : context.headers()) {
            headers.set(header.name(), HeaderValues.of(header));
        }
        return headers;
    }

    @Override
    public JsonNode header(String name) {
        Header last = null;
        for (Header header : context.headers()) {
            if (header.name().equals(name)) {
                last = header;
            }
        }
        return last == null ? Values.nothing() : HeaderValues.of(last);
    }

    private JsonNode source() {
        ObjectNode source = Values.object();
        context.received().ifPresent(received -> {
            source.put("position", received.position());
            received.id().ifPresent(id -> source.put("id", id));
            received.time().ifPresent(time -> source.put("time", time.toString()));
        });
        return source;
    }
}
