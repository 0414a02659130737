package routes.pipeline.xml;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import javax.xml.XMLConstants;
import javax.xml.transform.sax.SAXSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import routes.pipeline.body.BodyValidator;
import routes.pipeline.body.CompileException;
import routes.pipeline.body.EventContext;
import routes.pipeline.body.ResourceFiles;
import routes.pipeline.body.StepException;

/** Validates bodies against an XML Schema 1.0, which may include and import other files of HUB_HOME only. Thread-safe. */
public record XsdValidator(Schema schema) implements BodyValidator {

    /** In which language the parser words its messages, of which a part is taken. */
    private static final String LOCALE = "http://apache.org/xml/properties/locale";

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
        XsdViolations violations = new XsdViolations(SaxonXml.reader());
        try {
            Validator validator = schema.newValidator();
            validator.setProperty(LOCALE, Locale.ROOT); // for English it would fall back to the language of the machine
            validator.setErrorHandler(violations.collector());
            validator.setResourceResolver((type, namespace, publicId, systemId, base) -> XsdResource.missing());
            InputSource body = new InputSource(new ByteArrayInputStream(context.presentBytes()));
            validator.validate(new SAXSource(violations, body));
        } catch (SAXException | IOException e) {
            throw SaxonXml.malformed(e);
        }
        violations.raise();
    }
}
