package routes.pipeline.json;

import com.fasterxml.jackson.databind.JsonNode;
import routes.model.DeadLetterReason;
import routes.pipeline.body.BodyFormat;
import routes.pipeline.body.BodyParser;
import routes.pipeline.body.StepException;

/** The format of JSON bodies, parsed to a tree. Thread-safe. */
public final class JsonBody implements BodyFormat<JsonNode> {

    /** JSON as jq reads it: where an object has the same key twice, the last value counts. */
    public static final JsonBody FORMAT = new JsonBody(Json::read);

    /** JSON in which no object has the same key twice. */
    public static final JsonBody UNIQUE_KEYS = new JsonBody(Json::readUnique);

    private final Reader reader;

    private JsonBody(Reader reader) {
        this.reader = reader;
    }

    private interface Reader {
        JsonNode read(byte[] body) throws Json.Malformed;
    }

    @Override
    public JsonNode parse(byte[] body) throws StepException {
        try {
            return reader.read(body);
        } catch (Json.RepeatedKey e) {
            throw new StepException(
                    DeadLetterReason.PARSE,
                    e.getMessage()
                            + "; accept it with 'duplicateKeys: accept' in validate, or keep the last value with"
                            + " 'transform: { jq: . }' before this step");
        } catch (Json.Malformed e) {
            throw new StepException(DeadLetterReason.PARSE, e.getMessage());
        }
    }

    /** A value without repeated keys is the same to both. */
    @Override
    public boolean takesFrom(BodyParser<?> other) {
        return other == this || other == UNIQUE_KEYS;
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
