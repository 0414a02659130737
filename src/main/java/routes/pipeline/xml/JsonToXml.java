package routes.pipeline.xml;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import routes.model.DeadLetterReason;
import routes.pipeline.body.BodyTransformer;
import routes.pipeline.body.ContentHeaders;
import routes.pipeline.body.EventContext;
import routes.pipeline.body.StepException;
import routes.pipeline.json.JsonBody;

/**
 * Converts JSON to XML, the reverse of {@link XmlToJson}. The body must be an object with one key, the root element. What XML
 * cannot represent is an error. Thread-safe.
 */
public final class JsonToXml implements BodyTransformer {

    private final SaxonXml saxon;

    public JsonToXml(SaxonXml saxon) {
        this.saxon = saxon;
    }

    @Override
    public void apply(EventContext context) throws StepException {
        JsonNode body = context.parsed(JsonBody.UNIQUE_KEYS);
        if (!body.isObject() || body.size() != 1 || body.elements().next().isArray()) {
            throw new StepException(
                    DeadLetterReason.EXPRESSION,
                    "to be converted to XML, the body must be an object with a single field, the root element");
        }
        byte[] made = new XmlText().document(body).getBytes(StandardCharsets.UTF_8);
        try {
            saxon.parse(made);
        } catch (StepException e) {
            throw new StepException(
                    DeadLetterReason.EXPRESSION,
                    "the body cannot be XML: a name has characters that names of XML do not have, a namespace is declared as"
                            + " XML does not allow, or an element has the same attribute twice");
        }
        context.replaceBody(made);
        context.setHeaders(ContentHeaders.converted(context.headers(), ContentHeaders.XML, ContentHeaders::isXml));
    }
}
