package routes.pipeline.xml;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.Serializer;
import net.sf.saxon.s9api.Xslt30Transformer;
import net.sf.saxon.s9api.XsltExecutable;
import routes.model.DeadLetterReason;
import routes.pipeline.body.BodyTransformer;
import routes.pipeline.body.ContentHeaders;
import routes.pipeline.body.EventContext;
import routes.pipeline.body.StepException;

/** Replaces an XML body by the result of a stylesheet. Thread-safe. */
public record XsltTransformer(XsltExecutable program, SaxonXml saxon) implements BodyTransformer {

    @Override
    public void apply(EventContext context) throws StepException {
        Bounded result = new Bounded();
        String type;
        try {
            Xslt30Transformer transformer = program.load30();
            transformer.setErrorReporter(error -> {});
            transformer.setMessageHandler(message -> {});
            transformer.setResultDocumentHandler(uri -> {
                throw new IllegalStateException("a stylesheet has exactly one principal result");
            });
            Serializer serializer = transformer.newSerializer(result);
            transformer.transform(context.parsed(saxon).asSource(), serializer);
            type = XsltOutput.contentType(serializer, result.bytes);
        } catch (SaxonApiException e) {
            throw new StepException(DeadLetterReason.EXPRESSION, SaxonXml.cause(e));
        } catch (IllegalStateException e) {
            throw new StepException(
                    DeadLetterReason.EXPRESSION,
                    "the stylesheet tries to write a second document, which is not supported");
        } catch (StackOverflowError e) {
            throw new StepException(DeadLetterReason.EXPRESSION, "the stylesheet is nested too deeply");
        }
        context.replaceBody(result.bytes.toByteArray());
        context.setHeaders(
                ContentHeaders.changed(context.headers(), type, before -> XsltOutput.saysTheSame(before, type)));
    }

    private static final class Bounded extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(byte[] more, int from, int length) throws IOException {
            if (bytes.size() + (long) length > EventContext.MAX_BODY_BYTES) {
                throw new IOException("the result has more than " + EventContext.MAX_BODY_BYTES + " bytes");
            }
            bytes.write(more, from, length);
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }
    }
}
