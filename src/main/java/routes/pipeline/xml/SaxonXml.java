package routes.pipeline.xml;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.transform.Source;
import javax.xml.transform.sax.SAXSource;
import net.sf.saxon.Configuration;
import net.sf.saxon.lib.Feature;
import net.sf.saxon.lib.ResourceRequest;
import net.sf.saxon.s9api.DocumentBuilder;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XPathCompiler;
import net.sf.saxon.s9api.XPathExecutable;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XmlProcessingError;
import net.sf.saxon.s9api.XsltCompiler;
import net.sf.saxon.s9api.XsltExecutable;
import net.sf.saxon.trans.XPathException;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import routes.model.DeadLetterReason;
import routes.pipeline.body.BodyParser;
import routes.pipeline.body.CompileException;
import routes.pipeline.body.ResourceFiles;
import routes.pipeline.body.StepException;
import routes.support.Throwables;

/**
 * Parses XML, and compiles XPath expressions and stylesheets. DOCTYPE (and therefore entities), XInclude and Java functions
 * are disabled; only files of HUB_HOME can be read. Bodies are at most 500 elements deep. Thread-safe.
 *
 * <p>A stylesheet with endless recursion exhausts the stack and fails. Tail calls, and {@code xsl:iterate} and {@code for}
 * over immense ranges, are <em>not</em> bounded; the {@link routes.pipeline.body.StepWatch} can end them.
 */
public final class SaxonXml implements BodyParser<XdmNode> {

    private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";
    private static final String PARSER_FEATURE = "http://saxon.sf.net/feature/parserFeature?uri=";

    /** Disables the evaluation of constant expressions during compilation, which could take arbitrarily long. */
    private static final String NO_CONSTANT_FOLDING = "-mn";

    private static final String LIMITS = "http://www.oracle.com/xml/jaxp/properties/";

    private final ResourceFiles files;
    private final Processor processor;

    public SaxonXml(ResourceFiles files) {
        this.files = files;
        this.processor = new Processor(false);
        Configuration configuration = processor.getUnderlyingConfiguration();
        processor.setConfigurationProperty(Feature.ALLOW_EXTERNAL_FUNCTIONS, false);
        processor.setConfigurationProperty(Feature.DISABLE_XSL_EVALUATE, true);
        processor.setConfigurationProperty(Feature.OPTIMIZATION_LEVEL, NO_CONSTANT_FOLDING);
        processor.setConfigurationProperty(Feature.REGEX_BACKTRACKING_LIMIT, 1_000_000);
        processor.setConfigurationProperty(Feature.ENVIRONMENT_VARIABLE_RESOLVER, new NoEnvironment());
        configuration.setResourceResolver(this::resource);
        processor.setConfigurationProperty(Feature.UNPARSED_TEXT_URI_RESOLVER, (uri, encoding, config) -> {
            throw new XPathException("only the body and files of HUB_HOME can be read");
        });
        processor.setConfigurationProperty(Feature.COLLECTION_FINDER, (context, uri) -> {
            throw new XPathException("collections cannot be read");
        });
        // The parsers that Saxon creates itself, for example for parse-xml(), get the same restrictions.
        configuration.setConfigurationProperty(PARSER_FEATURE + XMLConstants.FEATURE_SECURE_PROCESSING, true);
        configuration.setConfigurationProperty(PARSER_FEATURE + NO_DOCTYPE, true);
        configuration.setErrorReporterFactory(any -> error -> {});
    }

    @Override
    public XdmNode parse(byte[] body) throws StepException {
        try {
            DocumentBuilder builder = processor.newDocumentBuilder();
            return builder.build(new SAXSource(reader(), new InputSource(new ByteArrayInputStream(body))));
        } catch (SaxonApiException e) {
            throw malformed(e);
        }
    }

    /** The line and column of the failure. The parser's own message is not used, because it quotes the text. */
    static StepException malformed(Exception failure) {
        return Throwables.find(failure, SAXParseException.class)
                .map(SaxonXml::malformedAt)
                .orElseGet(() -> new StepException(DeadLetterReason.PARSE, "not XML"));
    }

    private static StepException malformedAt(SAXParseException at) {
        boolean doctype = String.valueOf(at.getMessage()).contains("disallow-doctype-decl");
        return new StepException(
                DeadLetterReason.PARSE,
                (doctype ? "XML with a DOCTYPE is not accepted" : "not XML, or nested too deeply or too large")
                        + ", line " + at.getLineNumber() + ", column " + at.getColumnNumber());
    }

    /** A new parser for one document, since parsers are not thread-safe. */
    static XMLReader reader() {
        try {
            SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature(NO_DOCTYPE, true);
            SAXParser parser = factory.newSAXParser();
            parser.setProperty(LIMITS + "maxElementDepth", "500");
            parser.setProperty(LIMITS + "elementAttributeLimit", "1000");
            XMLReader reader = parser.getXMLReader();
            reader.setErrorHandler(new Strict());
            return reader;
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("this JDK has no XML parser that supports the required restrictions", e);
        }
    }

    public XPathExecutable xpath(String text) throws CompileException {
        try {
            XPathCompiler compiler = processor.newXPathCompiler();
            compiler.setAllowUndeclaredVariables(false);
            XPathExecutable expression = compiler.compile(text);
            new WatchInjector().watchParts(expression.getUnderlyingExpression().getInternalExpression());
            return expression;
        } catch (SaxonApiException e) {
            throw new CompileException("not an XPath expression: " + e.getMessage());
        }
    }

    public XsltTransformer stylesheet(String path) throws CompileException {
        List<XmlProcessingError> errors = new ArrayList<>();
        try {
            XsltCompiler compiler = processor.newXsltCompiler();
            WatchInjector injector = new WatchInjector();
            compiler.getUnderlyingCompilerInfo().setCodeInjector(injector);
            compiler.setErrorReporter(error -> {
                if (!error.isWarning()) {
                    errors.add(error);
                }
            });
            Set<String> modules = XsltModules.of(path, files);
            compiler.setResourceResolver(request ->
                    source(files.path(request.uri).filter(modules::contains).orElseThrow(() -> outside(request.uri))));
            XsltExecutable stylesheet = compiler.compile(source(path));
            injector.watchRules(stylesheet.getUnderlyingCompiledStylesheet());
            return new XsltTransformer(stylesheet, this);
        } catch (SaxonApiException | XPathException e) {
            String message = errors.isEmpty()
                    ? String.valueOf(e.getMessage())
                    : errors.get(0).getMessage();
            int line = errors.isEmpty() ? -1 : errors.get(0).getLocation().getLineNumber();
            throw new CompileException(
                    "not an XSLT stylesheet: " + path + (line > 0 ? ", line " + line : "") + ": " + message);
        }
    }

    private Source resource(ResourceRequest request) throws XPathException {
        return source(files.path(request.uri).orElseThrow(() -> outside(request.uri)));
    }

    private Source source(String path) throws XPathException {
        byte[] bytes = files.bytes(path).orElseThrow(() -> outside(path));
        InputSource input = new InputSource(new ByteArrayInputStream(bytes));
        input.setSystemId(ResourceFiles.uri(path));
        return new SAXSource(reader(), input);
    }

    private static XPathException outside(String name) {
        return new XPathException("'" + name + "' is not a file under schemas/ or transforms/");
    }

    /** The error code and line of a failure. The full message is not used, because it may quote the body. */
    public static String cause(SaxonApiException failure) {
        String code = failure.getErrorCode() == null
                ? ""
                : " (" + failure.getErrorCode().getLocalName() + ")";
        return "the expression failed" + code
                + (failure.getLineNumber() > 0 ? " at line " + failure.getLineNumber() : "");
    }

    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException ignored) {}

        @Override
        public void error(SAXParseException failure) throws SAXException {
            throw failure;
        }

        @Override
        public void fatalError(SAXParseException failure) throws SAXException {
            throw failure;
        }
    }
}
