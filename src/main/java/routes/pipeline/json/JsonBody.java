package routes.pipeline.json;

import com.fasterxml.jackson.databind.JsonNode;
import routes.model.DeadLetterReason;
import routes.pipeline.body.BodyFormat;
import routes.pipeline.body.StepException;

/** The format of JSON bodies, parsed to a tree. Thread-safe. */
public final class JsonBody implements BodyFormat<JsonNode> {

    public static final JsonBody FORMAT = new JsonBody();

    private JsonBody() {}

    @Override
    public JsonNode parse(byte[] body) throws StepException {
        try {
            return Json.read(body);
        } catch (Json.Malformed e) {
            throw new StepException(DeadLetterReason.PARSE, e.getMessage());
        }
    }

    @Override
    public byte[] write(JsonNode value) throws StepException {
        try {
            return Json.write(value);
        } catch (Json.TooLarge e) {
            throw new StepException(DeadLetterReason.EXPRESSION, e.getMessage());
        }
    }
}
