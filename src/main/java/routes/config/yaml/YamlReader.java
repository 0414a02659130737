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
 * Makes a tree of values out of one file. It listens to the parser's events and constructs nothing by what the file says:
 * tags, anchors and aliases are refused, and depth is counted before the stack can feel it. Used once.
 */
public final class YamlReader {
    public static final int MAX_BYTES = 1 << 20;
    static final int MAX_DEPTH = 50;

    /** Of one list or mapping. */
    static final int MAX_ENTRIES = 10_000;

    private static final int MOST_TOLD = 100;

    /** What the annotations of the format say, and so no more than these: it does not grow. */
    private static final Map<String, YamlValue> OF_THE_FORMAT = new ConcurrentHashMap<>();

    private final String file;
    private final Consumer<Problem> problems;
    private int told;

    public YamlReader(String file, Consumer<Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The value of a {@link routes.model.format.Default} or an example, as if it were written at this place. Each is parsed once. */
    public static YamlValue of(String text, SourceLocation location) {
        return OF_THE_FORMAT.computeIfAbsent(text, YamlReader::parsed).moved(nowhere -> location);
    }

    private static YamlValue parsed(String text) {
        Consumer<Problem> never = problem -> {
            throw new IllegalStateException("a default or example of the format is wrong: " + problem);
        };
        return new YamlReader("", never)
                .read(text.getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }

    /** The file's value; empty where the file as a whole cannot be read, which has then been told. */
    public Optional<YamlValue> read(byte[] bytes) {
        try {
            return Optional.of(document(text(bytes)));
        } catch (Unreadable e) {
            problems.accept(new Problem(e.location, e.getMessage()));
        } catch (MarkedYamlEngineException e) {
            // Only the problem: the exception's own message quotes the line, which may hold a secret.
            problems.accept(new Problem(place(e.getProblemMark(), ""), "this is not YAML: " + complaint(e) + mend(e)));
        } catch (YamlEngineException | NumberFormatException e) {
            // A number is where the parser fails on an escape that is no character at all.
            problems.accept(new Problem(place(Optional.empty(), ""), "this is not YAML"));
        }
        return Optional.empty();
    }

    private String text(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new Unreadable(place(Optional.empty(), ""), "the file is larger than 1 MiB");
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
        // The whole text in one buffer: the parser fails on a character of two chars that meets the end of its buffer.
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
                        throw new Unreadable(place(event.getStartMark(), ""), "the file must hold one document only");
                    }
                    only = Optional.of(value(events.next(), events, "", 0));
                }
            }
            return only.filter(yaml -> !yaml.empty())
                    .orElseThrow(() -> new Unreadable(place(Optional.empty(), ""), "the file is empty"));
        } catch (ReaderException e) {
            int points = Math.min(e.getPosition(), text.codePointCount(0, text.length()));
            int position = text.offsetByCodePoints(0, points);
            throw new Unreadable(
                    end(text.substring(0, position)),
                    "the file holds a control character: " + String.format("U+%04X", e.getCodePoint()));
        }
    }

    private YamlValue value(Event event, Iterator<Event> events, String path, int depth) {
        SourceLocation location = place(event.getStartMark(), path);
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
                    String mend = written.mapping().isPresent() ? ": put {{…}} in quotes" : "";
                    tell(key, "a key must be text, but is " + written.noun() + mend);
                }
            } else if (entries.containsKey(name.get())) {
                SourceLocation first = entries.get(name.get()).key();
                tell(key, "duplicate key; the first is in line " + first.line());
                entries.put(name.get(), new YamlValue.Entry(first, new YamlValue.Broken(first)));
            } else {
                entries.put(name.get(), new YamlValue.Entry(key, value));
            }
            requireFew(entries.size(), location);
        }
        // To YAML, {{name}} is a mapping with a mapping for its only key.
        return unquoted && entries.isEmpty()
                ? new YamlValue.Broken(location)
                : new YamlValue.Mapping(location, entries);
    }

    private static void requireFew(int entries, SourceLocation location) {
        if (entries > MAX_ENTRIES) {
            throw new Unreadable(location, "there are more than " + MAX_ENTRIES + " entries here");
        }
    }

    private YamlValue alias(SourceLocation location) {
        tell(location, "aliases are not allowed: write the value out, or put text that begins with * in quotes");
        return new YamlValue.Broken(location);
    }

    /**
     * Tells of a tag or an anchor, but not which: it may be a password that nobody put in quotes. A tag names a type for
     * the parser to make: the door by which YAML runs code.
     */
    private boolean isPlain(Event event, SourceLocation location) {
        Optional<String> tag = Optional.empty();
        if (event instanceof ScalarEvent scalar) {
            tag = scalar.getTag();
        } else if (event instanceof CollectionStartEvent collection) {
            tag = collection.getTag();
        }
        if (tag.isPresent()) {
            tell(location, "tags are not allowed: remove it, or put text that begins with ! in quotes");
        }
        boolean anchored = event instanceof NodeEvent node
                && event.getEventId() != Event.ID.Alias
                && node.getAnchor().isPresent();
        if (anchored) {
            tell(location, "anchors are not allowed: write the value out, or put text that begins with & in quotes");
        }
        return tag.isEmpty() && !anchored;
    }

    /** Who makes the same mistake without end is not told of it without end. */
    private void tell(SourceLocation location, String message) {
        if (told++ == MOST_TOLD) {
            throw new Unreadable(location, "the file has too many mistakes: it is not read any further");
        }
        problems.accept(new Problem(location, message));
    }

    private static String complaint(MarkedYamlEngineException e) {
        // A password that begins with ! is read as a tag, and this one complaint would print it.
        boolean isTag = e.getProblem().contains("tag handle");
        return isTag ? "found a tag that is not known" : e.getProblem().replaceAll("\\s+", " ");
    }

    private static String mend(MarkedYamlEngineException e) {
        boolean isTemplate = e.getProblemMark()
                .filter(mark -> mark.getPointer() > 0 && mark.getPointer() < mark.getBuffer().length)
                .filter(mark -> mark.getBuffer()[mark.getPointer()] == '{')
                .filter(mark -> mark.getBuffer()[mark.getPointer() - 1] == '$')
                .isPresent();
        return isTemplate ? "; put text with ${…} in quotes" : "";
    }

    private SourceLocation place(Optional<Mark> mark, String path) {
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
