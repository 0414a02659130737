package routes.pipeline.xml;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.XMLConstants;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;
import routes.pipeline.body.CompileException;
import routes.pipeline.body.ResourceFiles;

/**
 * Reads the files of a stylesheet before it is compiled, and refuses what would make that take for ever: expressions that are
 * evaluated while it is compiled, files that import others again and again, and texts with more expressions than Saxon handles in
 * reasonable time. Not thread-safe: used once.
 */
final class XsltModules extends DefaultHandler {

    /** The characters of an attribute: expressions are in attributes. */
    static final int MAX_ATTRIBUTE = 65_536;

    /** The braces in one attribute or text, each of which may begin an expression: Saxon takes the square of their number. */
    private static final int MAX_BRACES = 5_000;

    /** A file counts each time that it is imported or included, because it is compiled each time. */
    private static final int MAX_MODULES = 200;

    private static final String XSLT = "http://www.w3.org/1999/XSL/Transform";
    private static final Set<String> REFERRING = Set.of("import", "include");
    private static final Set<String> TRUE = Set.of("yes", "true", "1");

    private final ResourceFiles files;
    private final Map<String, List<String>> imports = new HashMap<>();
    private final Map<String, Double> sizes = new HashMap<>();
    private Optional<String> refusal = Optional.empty();
    private String path = "";
    private Locator place;
    private int braces;

    private XsltModules(ResourceFiles files) {
        this.files = files;
    }

    /**
     * The files that the stylesheet consists of. Malformed XML and missing files are reported when it is compiled.
     *
     * @throws CompileException with the file and line of what is refused
     */
    static Set<String> of(String path, ResourceFiles files) throws CompileException {
        XsltModules modules = new XsltModules(files);
        List<String> unread = new ArrayList<>(List.of(path));
        while (!unread.isEmpty() && modules.imports.size() <= MAX_MODULES) {
            String next = unread.remove(unread.size() - 1);
            if (!modules.imports.containsKey(next)) {
                unread.addAll(modules.read(next));
            }
        }
        if (modules.refusal.isEmpty() && (!unread.isEmpty() || modules.size(path) > MAX_MODULES)) {
            modules.refusal = Optional.of(path + ": it imports and includes more than " + MAX_MODULES
                    + " files; a file counts each time that it is imported");
        }
        if (modules.refusal.isPresent()) {
            throw new CompileException("not an XSLT stylesheet that the hub takes: " + modules.refusal.get());
        }
        return Set.copyOf(modules.imports.keySet());
    }

    private List<String> read(String module) {
        path = module;
        braces = 0;
        imports.put(module, new ArrayList<>());
        try {
            XMLReader reader = SaxonXml.reader();
            reader.setContentHandler(this);
            reader.parse(
                    new InputSource(new ByteArrayInputStream(files.bytes(module).orElse(new byte[0]))));
        } catch (SAXException | IOException e) {
            // Compiling the stylesheet finds the same problem and reports it.
        }
        return imports.get(module);
    }

    /** How often a file is compiled in all for one import of this one. */
    private double size(String module) {
        Double known = sizes.get(module);
        if (known != null) {
            return known;
        }
        sizes.put(module, 1.0); // for a file that imports itself, which is not a valid stylesheet
        double size = 1;
        for (String imported : imports.getOrDefault(module, List.of())) {
            size += size(imported);
        }
        sizes.put(module, size);
        return size;
    }

    @Override
    public void setDocumentLocator(Locator locator) {
        place = locator;
    }

    @Override
    public void startElement(String space, String element, String qualified, Attributes attributes) {
        braces = 0;
        for (int i = 0; i < attributes.getLength(); i++) {
            String own = attributes.getURI(i);
            check(
                    own.equals(XSLT) || space.equals(XSLT) && own.isEmpty(),
                    attributes.getLocalName(i),
                    attributes.getValue(i));
        }
        if (attributes.getValue(XMLConstants.XML_NS_URI, "base") != null) {
            refuse("xml:base is not supported");
        }
        if (space.equals(XSLT) && REFERRING.contains(element) && attributes.getValue("href") != null) {
            XsdResource.path(files, attributes.getValue("href"), ResourceFiles.uri(path))
                    .ifPresent(imports.get(path)::add);
        }
    }

    private void check(boolean ofXslt, String name, String value) {
        if (ofXslt && (name.equals("use-when") || name.startsWith("_"))) {
            refuse("'" + name + "' is evaluated while the stylesheet is read, which is not supported");
        }
        if (ofXslt && name.equals("static") && TRUE.contains(value.strip())) {
            refuse(
                    "a static variable or parameter is evaluated while the stylesheet is read, which is not supported; remove"
                            + " 'static'");
        }
        if (value.length() > MAX_ATTRIBUTE) {
            refuse("the attribute '" + name + "' has more than " + MAX_ATTRIBUTE + " characters");
        }
        if (value.chars().filter(character -> character == '{').count() > MAX_BRACES) {
            refuse("the attribute '" + name + "' has more than " + MAX_BRACES + " braces");
        }
    }

    @Override
    public void characters(char[] text, int start, int length) {
        for (int i = start; i < start + length; i++) {
            braces += text[i] == '{' ? 1 : 0;
        }
        if (braces > MAX_BRACES) {
            refuse("a text has more than " + MAX_BRACES + " braces");
        }
    }

    @Override
    public void endElement(String space, String element, String qualified) {
        braces = 0;
    }

    private void refuse(String problem) {
        refusal = refusal.or(() -> Optional.of(path + ", line " + place.getLineNumber() + ": " + problem));
    }
}
