package routes.pipeline.xml;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;
import routes.pipeline.body.CompileException;
import routes.pipeline.body.ResourceFiles;

/**
 * Estimates what an XML Schema would cost. When the JDK compiles a schema, it expands nested repetitions, builds a table of
 * the square of their number, and loads included files: twenty nested sequences that each occur twice give a million parts.
 * When it validates a body, it may try all ways through a pattern. Not thread-safe: used once.
 */
final class XsdComplexity extends DefaultHandler {

    /** The limit of the JDK for a single repetition. */
    private static final int MAX_PARTS = 5_000;

    private static final int MAX_CHOICES = 30;

    private static final String SIMPLE_TYPE = "simpleType ";
    private static final Set<String> GROUPS = Set.of("sequence", "choice", "all");
    private static final Set<String> REFERRING = Set.of("include", "import", "redefine");

    private final ResourceFiles files;
    private final Map<String, List<Part>> named = new HashMap<>();
    private final List<Part> models = new ArrayList<>();
    private final Deque<Optional<Part>> open = new ArrayDeque<>();
    private final Set<String> read = new HashSet<>();
    private final Deque<String> unread = new ArrayDeque<>();
    private final List<String> outside = new ArrayList<>();
    private int choices;
    private boolean hasLongAttribute;
    private String base = "";

    /** A content model, or a part of one. */
    private static final class Part {
        private final double times;
        private final Optional<String> name;
        private final List<Part> parts = new ArrayList<>();
        private final double[] sizes = new double[2];

        /** Whether it is of a simple type, whose members the JDK copies into every union that has them. */
        private boolean simple;

        /** @param name the name of the definition to which it refers; empty if it has its own parts */
        Part(double times, Optional<String> name) {
            this.times = times;
            this.name = name;
        }
    }

    private XsdComplexity(ResourceFiles files) {
        this.files = files;
    }

    /**
     * @throws CompileException if the schema is too complex or needs a file that does not exist; malformed XML is reported
     *     when the schema is compiled
     */
    static void check(String path, ResourceFiles files) throws CompileException {
        XsdComplexity models = new XsdComplexity(files);
        models.unread.add(path);
        while (!models.unread.isEmpty()) {
            models.read(models.unread.remove());
        }
        if (!models.outside.isEmpty()) {
            throw new CompileException("not an XML Schema: " + path + ": '" + models.outside.get(0)
                    + "' is not a file under schemas/ or transforms/");
        }
        if (models.choices > MAX_CHOICES) {
            throw new CompileException("not an XML Schema: " + path + ": a pattern in it has " + models.choices
                    + " choices, more than the " + MAX_CHOICES
                    + " that are allowed, because matching may try all combinations");
        }
        if (models.hasLongAttribute) {
            throw new CompileException("not an XML Schema: " + path + ": an attribute in it has more than "
                    + XsltModules.MAX_ATTRIBUTE + " characters");
        }
        for (Part model : models.models) {
            if (models.size(model, false) > MAX_PARTS && model.simple) {
                throw new CompileException("not an XML Schema: " + path + ": its unions expand to more than "
                        + MAX_PARTS + " member types");
            }
            if (models.size(model, false) > MAX_PARTS) {
                throw new CompileException("not an XML Schema: " + path + ": nested repetitions expand to more than "
                        + MAX_PARTS + " parts of an element's content");
            }
        }
    }

    private void read(String path) {
        if (!read.add(path)) {
            return;
        }
        base = ResourceFiles.uri(path);
        open.clear();
        try {
            XMLReader reader = SaxonXml.reader();
            reader.setContentHandler(this);
            reader.parse(
                    new InputSource(new ByteArrayInputStream(files.bytes(path).orElse(new byte[0]))));
        } catch (SAXException | IOException e) {
            open.clear(); // compiling the schema finds the same problem and reports it
        }
    }

    @Override
    public void startElement(String space, String element, String qualified, Attributes attributes) {
        Optional<Part> part = Optional.empty();
        for (int i = 0; i < attributes.getLength(); i++) {
            hasLongAttribute |= attributes.getValue(i).length() > XsltModules.MAX_ATTRIBUTE;
        }
        if (space.equals(XMLConstants.W3C_XML_SCHEMA_NS_URI)) {
            if (REFERRING.contains(element)) {
                refer(Optional.ofNullable(attributes.getValue("schemaLocation")));
            }
            if (element.equals("pattern") && attributes.getValue("value") != null) {
                choices = Math.max(choices, RegexComplexity.in(attributes.getValue("value")));
            }
            part = part(element, attributes);
        }
        open.push(part);
    }

    private void refer(Optional<String> location) {
        location.ifPresent(written ->
                XsdResource.path(files, written, base).ifPresentOrElse(unread::add, () -> outside.add(written)));
    }

    private Optional<Part> part(String element, Attributes attributes) {
        Optional<String> name = Optional.ofNullable(attributes.getValue("name"));
        Optional<String> ref = Optional.ofNullable(attributes.getValue("ref")).map(XsdComplexity::local);
        if (GROUPS.contains(element)) {
            return Optional.of(within(new Part(times(attributes), Optional.empty())));
        } else if (element.equals("element") || element.equals("any")) {
            within(new Part(times(attributes), Optional.empty()));
        } else if (element.equals("group") && ref.isPresent()) {
            within(new Part(times(attributes), ref.map("group "::concat)));
        } else if (element.equals("extension")) {
            Optional<String> extended =
                    Optional.ofNullable(attributes.getValue("base")).map(XsdComplexity::local);
            Part whole = within(new Part(1, Optional.empty()));
            whole.parts.add(new Part(1, extended.map("complexType "::concat)));
            return Optional.of(whole);
        } else if (element.equals("group") || element.equals("complexType")) {
            Part model = new Part(1, Optional.empty());
            models.add(model);
            name.ifPresent(known -> named.computeIfAbsent(element + " " + known, key -> new ArrayList<>())
                    .add(model));
            return Optional.of(model);
        }
        if (element.equals("simpleType")) {
            return Optional.of(simpleType(name));
        }
        around().filter(type -> type.simple).ifPresent(type -> referToTypes(type, attributes));
        // Children of other elements belong to the enclosing part; an element starts a new content model.
        return open.isEmpty() || element.equals("schema") ? Optional.empty() : open.peek();
    }

    private Part simpleType(Optional<String> name) {
        Part type = new Part(1, Optional.empty());
        type.simple = true;
        around().filter(outer -> outer.simple).ifPresentOrElse(outer -> outer.parts.add(type), () -> models.add(type));
        name.ifPresent(known -> named.computeIfAbsent(SIMPLE_TYPE + known, key -> new ArrayList<>())
                .add(type));
        return type;
    }

    /** A union names its members, a restriction its base, and a list the type of its items. */
    private static void referToTypes(Part type, Attributes attributes) {
        Stream.of("memberTypes", "base", "itemType")
                .map(attributes::getValue)
                .filter(Objects::nonNull)
                .flatMap(names -> Stream.of(names.strip().split("\\s+")))
                .forEach(name -> type.parts.add(new Part(1, Optional.of(SIMPLE_TYPE + local(name)))));
    }

    private Optional<Part> around() {
        return Optional.ofNullable(open.peek()).flatMap(around -> around);
    }

    private Part within(Part part) {
        around().ifPresent(around -> around.parts.add(part));
        return part;
    }

    @Override
    public void endElement(String space, String element, String qualified) {
        open.pop();
    }

    private static String local(String name) {
        return name.substring(name.indexOf(':') + 1);
    }

    /** The number of copies that the JDK expands: the maximum number of occurrences, or the minimum if there is no maximum. */
    private static double times(Attributes attributes) {
        double least = number(attributes.getValue("minOccurs"));
        double most = number(attributes.getValue("maxOccurs"));
        return Math.max(1, Math.max(least, most));
    }

    private static double number(String written) {
        return written != null && written.matches("\\s*[0-9]{1,100}\\s*") ? Double.parseDouble(written) : 1;
    }

    /** A single part is not expanded if nothing around it repeats, no matter how often it may occur. */
    private double size(Part whole, boolean repeated) {
        boolean single = whole.parts.isEmpty() && whole.name.isEmpty();
        if (single) {
            return repeated ? whole.times : 1;
        }
        boolean within = repeated || whole.times > 1;
        int at = within ? 1 : 0;
        if (whole.sizes[at] == 0) {
            whole.sizes[at] = 1; // for a definition that refers to itself, which is not a valid schema
            double sum = 0;
            for (Part part : whole.parts) {
                sum += size(part, within);
            }
            for (Part part :
                    whole.name.map(name -> named.getOrDefault(name, List.of())).orElse(List.of())) {
                sum = Math.max(sum, size(part, within));
            }
            whole.sizes[at] = Math.min(Double.MAX_VALUE, whole.times * Math.max(1, sum));
        }
        return whole.sizes[at];
    }
}
