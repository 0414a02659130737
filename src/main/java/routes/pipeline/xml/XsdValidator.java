package routes.pipeline.xml;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.transform.sax.SAXSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import routes.model.DeadLetterReason;
import routes.pipeline.body.BodyValidator;
import routes.pipeline.body.CompileException;
import routes.pipeline.body.EventContext;
import routes.pipeline.body.ResourceFiles;
import routes.pipeline.body.StepException;

/** Validates bodies against an XML Schema 1.0, which may include and import other files of HUB_HOME only. Thread-safe. */
public record XsdValidator(Schema schema) implements BodyValidator {

    public static XsdValidator of(String path, ResourceFiles files) throws CompileException {
        byte[] text = files.bytes(path).orElseThrow(() -> new CompileException("'" + path + "' does not exist"));
        XsdComplexity.check(path, files);
        try {
            SchemaFactory factory = SchemaFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, ResourceFiles.SCHEME);
            factory.setResourceResolver(
                    (type, namespace, publicId, systemId, base) -> XsdResource.find(files, systemId, base));
            InputSource input = new InputSource(new ByteArrayInputStream(text));
            input.setSystemId(ResourceFiles.uri(path));
            return new XsdValidator(factory.newSchema(new SAXSource(SaxonXml.reader(), input)));
        } catch (SAXException e) {
            throw new CompileException("not an XML Schema: " + path + ": " + e.getMessage());
        }
    }

    @Override
    public void validate(EventContext context) throws StepException {
        Violations violations = new Violations();
        try {
            Validator validator = schema.newValidator();
            validator.setErrorHandler(violations);
            validator.setResourceResolver((type, namespace, publicId, systemId, base) -> XsdResource.missing());
            InputSource body = new InputSource(new ByteArrayInputStream(context.presentBytes()));
            validator.validate(new SAXSource(SaxonXml.reader(), body));
        } catch (SAXException | IOException e) {
            throw SaxonXml.malformed(e);
        }
        violations.raise();
    }

    /** Collects the broken rules with line and column. The full messages are not used, because they quote the body. */
    private static final class Violations implements ErrorHandler {
        private final List<String> found = new ArrayList<>();
        private int count;

        @Override
        public void warning(SAXParseException ignored) {}

        @Override
        public void error(SAXParseException violation) {
            count++;
            if (found.size() < MAX_REPORTED) {
                String rule = String.valueOf(violation.getMessage()).replaceFirst("(?s):.*", "");
                found.add("line " + violation.getLineNumber() + ", column " + violation.getColumnNumber() + " violates "
                        + (rule.matches("[a-zA-Z0-9._-]{1,60}") ? rule : "the schema"));
            }
        }

        @Override
        public void fatalError(SAXParseException failure) throws SAXException {
            throw failure;
        }

        void raise() throws StepException {
            if (count > 0) {
                throw new StepException(
                        DeadLetterReason.SCHEMA,
                        found.stream().collect(Collectors.joining("; "))
                                + (count > found.size() ? "; and " + (count - found.size()) + " more" : ""));
            }
        }
    }
}
