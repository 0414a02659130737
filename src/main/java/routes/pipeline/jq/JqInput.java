package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import routes.pipeline.body.StepException;

/** What an expression can see of an event. Each part is asked for at most once in an evaluation, and only when it is needed. */
public interface JqInput {

    /** The variables with facts about the event besides its body. */
    enum Fact {
        /** {@code $headers}: an object of all headers, by name. */
        HEADERS,
        /** {@code $key}: a string, or null. */
        KEY,
        /** {@code $source}: where the event comes from. */
        SOURCE;

        /** The name of the variable, without the dollar sign. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws StepException if the body is not JSON */
    JsonNode body() throws StepException;

    JsonNode fact(Fact fact);

    /** What {@code $headers} has by this name; JSON's null if it has none. */
    default JsonNode header(String name) {
        JsonNode header = fact(Fact.HEADERS).get(name);
        return header == null ? Values.nothing() : header;
    }

    /** A body alone: there are no headers, no key and no source. */
    static JqInput ofBody(JsonNode body) {
        return new JqInput() {
            @Override
            public JsonNode body() {
                return body;
            }

            @Override
            public JsonNode fact(Fact fact) {
                return fact == Fact.KEY ? Values.nothing() : Values.object();
            }
        };
    }
}
