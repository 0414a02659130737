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
import java.util.Optional;
import java.util.Set;
import javax.xml.XMLConstants;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;
import routes.pipeline.body.CompileException;
import routes.pipeline.body.ResourceFiles;

/**
 * What an XML Schema would have the JDK do before it is asked about any body: write out whatever repeats inside of what
 * repeats, with a table of the square of that, and look for its other parts. Twenty sequences in each other that come twice are a
 * million parts. And what it may have to do when it is asked: try every way through a pattern. Used once.
 */
final class XsdComplexity extends DefaultHandler {

    /** As many as the JDK allows for what repeats by itself. */
    private static final int MOST_PARTS = 5_000;

    private static final int MOST_CHOICES = 30;

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
    private String base = "";

    /** A part of a content model, or a whole one. */
    private static final class Part {
        private final double times;
        private final Optional<String> name;
        private final List<Part> parts = new ArrayList<>();
        private final double[] sizes = new double[2];

        /** @param name of what it stands for; empty where it has its own parts */
        Part(double times, Optional<String> name) {
            this.times = times;
            this.name = name;
        }
    }

    private XsdComplexity(ResourceFiles files) {
        this.files = files;
    }

    /** @throws CompileException where it is too large, or needs a file that is not there; what is no XML at all others will say */
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
        if (models.choices > MOST_CHOICES) {
            throw new CompileException("not an XML Schema: " + path + ": a pattern in it has " + models.choices
                    + " choices, more than the " + MOST_CHOICES + " of which all ways through it can be tried");
        }
        for (Part model : models.models) {
            if (models.size(model, false) > MOST_PARTS) {
                throw new CompileException("not an XML Schema: " + path + ": what repeats in it makes more than "
                        + MOST_PARTS + " parts of an element's content");
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
            open.clear(); // whoever makes the schema of it meets the same, and says so
        }
    }

    @Override
    public void startElement(String space, String element, String qualified, Attributes attributes) {
        Optional<Part> part = Optional.empty();
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
        // What has no meaning for the content hands on to what is around it; an element begins anew.
        return open.isEmpty() || element.equals("schema") ? Optional.empty() : open.peek();
    }

    private Part within(Part part) {
        Optional.ofNullable(open.peek()).flatMap(around -> around).ifPresent(around -> around.parts.add(part));
        return part;
    }

    @Override
    public void endElement(String space, String element, String qualified) {
        open.pop();
    }

    private static String local(String name) {
        return name.substring(name.indexOf(':') + 1);
    }

    /** How often it is written out: as often as it may occur, or has to where there is no bound. */
    private static double times(Attributes attributes) {
        double least = number(attributes.getValue("minOccurs"));
        double most = number(attributes.getValue("maxOccurs"));
        return Math.max(1, Math.max(least, most));
    }

    private static double number(String written) {
        return written != null && written.matches("\\s*[0-9]{1,100}\\s*") ? Double.parseDouble(written) : 1;
    }

    /** Where nothing repeats around it, what is single is not written out however often it may occur. */
    private double size(Part whole, boolean repeated) {
        boolean single = whole.parts.isEmpty() && whole.name.isEmpty();
        if (single) {
            return repeated ? whole.times : 1;
        }
        boolean within = repeated || whole.times > 1;
        int at = within ? 1 : 0;
        if (whole.sizes[at] == 0) {
            whole.sizes[at] = 1; // for what stands for itself, which makes no schema
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
