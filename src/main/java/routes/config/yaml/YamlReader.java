package routes.config.yaml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import routes.model.Problem;
import routes.model.SourceLocation;
import routes.support.DidYouMean;

/**
 * Parses one YAML file into a tree of values. It consumes the parser's events and never constructs Java objects named in the
 * file: tags, anchors and aliases are rejected, and the depth is limited before the stack can overflow. Not thread-safe: used
 * once.
 */
public final class YamlReader {
    public static final int MAX_BYTES = 1 << 20;
    static final int MAX_DEPTH = 50;

    /** The most entries of one list or mapping. */
    static final int MAX_ENTRIES = 10_000;

    private static final int MAX_REPORTED = 100;

    /** Parsed defaults and examples from the annotations of the format. Their number is fixed, so the map does not grow. */
    private static final Map<String, YamlValue> FORMAT_VALUES = new ConcurrentHashMap<>();

    private final String file;
    private final Consumer<Problem> problems;
    private int reported;

    public YamlReader(String file, Consumer<Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    /**
     * The value of a {@link routes.model.format.Default} or an example, as if it were written at this location. Each text is
     * parsed once.
     */
    public static YamlValue of(String text, SourceLocation location) {
        return FORMAT_VALUES.computeIfAbsent(text, YamlReader::parsed).moved(nowhere -> location);
    }

    private static YamlValue parsed(String text) {
        Consumer<Problem> never = problem -> {
            throw new IllegalStateException("a default or example of the format is wrong: " + problem);
        };
        return new YamlReader("", never)
                .read(text.getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }

    /** The value of the file; empty if the file as a whole cannot be read, in which case the problem has been reported. */
    public Optional<YamlValue> read(byte[] bytes) {
        try {
            return Optional.of(parsed(bytes));
        } catch (Unreadable e) {
            problems.accept(new Problem(e.location, e.getMessage()));
        } catch (YamlEngineException | NumberFormatException e) {
            // The parser throws NumberFormatException for an escape sequence that is not a character.
            problems.accept(new Problem(
                    location(Optional.empty(), ""),
                    "this is not YAML: an escape with \\ names no character that there is"));
        }
        return Optional.empty();
    }

    private YamlValue parsed(byte[] bytes) {
        String text = text(bytes);
        try {
            return document(text);
        } catch (MarkedYamlEngineException e) {
            throw new Unreadable(
                    location(e.getProblemMark(), ""), "this is not YAML: " + new YamlSyntaxMessage(text, e).words());
        }
    }

    private String text(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new Unreadable(location(Optional.empty(), ""), "the file is larger than 1 MiB");
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
        text.flip();
        if (result.isError()) {
            throw new Unreadable(end(text.toString()), "the file is not UTF-8");
        }
        String decoded = text.toString();
        return decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
    }

    private YamlValue document(String text) {
        // The buffer holds the whole text: the parser fails if a surrogate pair crosses the end of its buffer.
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setBufferSize(text.length() + 2)
                .build();
        Iterator<Event> events = new Parse(settings).parseString(text).iterator();
        try {
            Optional<YamlValue> only = Optional.empty();
            while (events.hasNext()) {
                Event event = events.next();
                if (event.getEventId() == Event.ID.DocumentStart) {
                    if (only.isPresent()) {
                        throw new Unreadable(
                                location(event.getStartMark(), ""), "the file must contain exactly one YAML document");
                    }
                    only = Optional.of(value(events.next(), events, "", 0));
                }
            }
            return only.filter(yaml -> !yaml.empty())
                    .orElseThrow(() -> new Unreadable(location(Optional.empty(), ""), "the file is empty"));
        } catch (ReaderException e) {
            int points = Math.min(e.getPosition(), text.codePointCount(0, text.length()));
            int position = text.offsetByCodePoints(0, points);
            throw new Unreadable(
                    end(text.substring(0, position)),
                    "the file contains a control character: " + String.format("U+%04X", e.getCodePoint()));
        }
    }

    private YamlValue value(Event event, Iterator<Event> events, String path, int depth) {
        SourceLocation location = location(event.getStartMark(), path);
        if (depth > MAX_DEPTH) {
            throw new Unreadable(location, "the file is nested deeper than " + MAX_DEPTH + " levels");
        }
        YamlValue value = switch (event.getEventId()) {
            case Scalar -> scalar((ScalarEvent) event, location);
            case SequenceStart -> sequence(events, location, depth);
            case MappingStart -> mapping(events, location, depth);
            case Alias -> alias(location);
            case StreamStart, StreamEnd, DocumentStart, DocumentEnd, SequenceEnd, MappingEnd, Comment ->
                throw new IllegalStateException("not a value: " + event.getEventId());
        };
        return isPlain(event, location) ? value : new YamlValue.Broken(location);
    }

    private YamlValue scalar(ScalarEvent event, SourceLocation location) {
        YamlValue.Sort sort = event.isPlain() ? YamlValue.Sort.of(event.getValue()) : YamlValue.Sort.TEXT;
        return new YamlValue.Scalar(location, event.getValue(), sort, false);
    }

    private YamlValue sequence(Iterator<Event> events, SourceLocation location, int depth) {
        List<YamlValue> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(value(event, events, location.path() + "[" + items.size() + "]", depth + 1));
            requireFew(items.size(), location);
        }
        return new YamlValue.Sequence(location, items);
    }

    private YamlValue mapping(Iterator<Event> events, SourceLocation location, int depth) {
        Map<String, YamlValue.Entry> entries = new LinkedHashMap<>();
        boolean unquoted = false;
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            YamlValue written = value(event, events, location.path(), depth + 1);
            Optional<String> name = written.scalar().map(YamlValue.Scalar::text);
            String path = name.map(key -> path(location.path(), key)).orElse(location.path());
            SourceLocation key = written.location().as(path);
            YamlValue value = value(events.next(), events, path, depth + 1);
            if (name.isEmpty()) {
                unquoted |= written.mapping().isPresent();
                if (!written.broken()) {
                    String fix = written.mapping().isPresent() ? ": put {{…}} in quotes" : "";
                    report(key, "a key must be text, but is " + written.noun() + fix);
                }
            } else if (entries.containsKey(name.get())) {
                SourceLocation first = entries.get(name.get()).key();
                report(key, "duplicate key; the first is in line " + first.line());
                entries.put(name.get(), new YamlValue.Entry(first, new YamlValue.Broken(first)));
            } else {
                entries.put(name.get(), new YamlValue.Entry(key, value));
            }
            requireFew(entries.size(), location);
        }
        // YAML parses an unquoted {{name}} as a mapping whose only key is a mapping.
        return unquoted && entries.isEmpty()
                ? new YamlValue.Broken(location)
                : new YamlValue.Mapping(location, entries);
    }

    private static void requireFew(int entries, SourceLocation location) {
        if (entries > MAX_ENTRIES) {
            throw new Unreadable(location, "the list or mapping has more than " + MAX_ENTRIES + " entries");
        }
    }

    private YamlValue alias(SourceLocation location) {
        report(location, "aliases are not allowed: repeat the value, or put text that begins with * in quotes");
        return new YamlValue.Broken(location);
    }

    /**
     * Reports a tag or an anchor, but not its name, which may be an unquoted password. Tags name types for the parser to
     * construct, which is how YAML can run code.
     */
    private boolean isPlain(Event event, SourceLocation location) {
        Optional<String> tag = Optional.empty();
        if (event instanceof ScalarEvent scalar) {
            tag = scalar.getTag();
        } else if (event instanceof CollectionStartEvent collection) {
            tag = collection.getTag();
        }
        if (tag.isPresent()) {
            report(location, "tags are not allowed: remove it, or put text that begins with ! in quotes");
        }
        boolean anchored = event instanceof NodeEvent node
                && event.getEventId() != Event.ID.Alias
                && node.getAnchor().isPresent();
        if (anchored) {
            report(location, "anchors are not allowed: repeat the value, or put text that begins with & in quotes");
        }
        return tag.isEmpty() && !anchored;
    }

    /** Reports a problem. Stops reading the file after a limit, so that one file cannot produce endless problems. */
    private void report(SourceLocation location, String message) {
        if (reported++ == MAX_REPORTED) {
            throw new Unreadable(location, "the file has too many problems; the rest of it is not read");
        }
        problems.accept(new Problem(location, message));
    }

    private SourceLocation location(Optional<Mark> mark, String path) {
        return mark.map(it -> new SourceLocation(file, it.getLine() + 1, it.getColumn() + 1, path))
                .orElseGet(() -> new SourceLocation(file, 1, 1, path));
    }

    private SourceLocation end(String text) {
        int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
        int start = text.lastIndexOf('\n') + 1;
        return new SourceLocation(file, line, text.codePointCount(start, text.length()) + 1, "");
    }

    private static String path(String parent, String key) {
        String name = DidYouMean.shownKey(key);
        return parent.isEmpty() ? name : parent + "." + name;
    }

    private static final class Unreadable extends RuntimeException {
        private final transient SourceLocation location;

        private Unreadable(SourceLocation location, String message) {
            super(message);
            this.location = location;
        }
    }
}
