package routes.config.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import routes.model.Problem;
import routes.model.SourceLocation;
import routes.support.DidYouMean;

/**
 * Replaces placeholders in hub.yaml by environment variables and the content of files. Their values never appear in messages.
 * Not thread-safe: used once.
 */
public final class Placeholders {
    /** The start of a placeholder, as a regular expression for the JSON Schema. */
    public static final String PATTERN = "\\$\\{(env|file):";

    /** A text without placeholders, as a regular expression for the JSON Schema. */
    public static final String NONE = "^(?![\\s\\S]*" + PATTERN + ")";

    private static final Pattern START = Pattern.compile(PATTERN);
    private static final Pattern WHOLE = Pattern.compile("\\$\\{(env|file):([^}]*)\\}");
    private static final Pattern UNKNOWN = Pattern.compile("\\$\\{(?!(env|file):)\\w");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_REPORTED = 100;

    private final Function<String, Optional<String>> environment;
    private final Consumer<Problem> problems;
    private final Consumer<Path> secrets;
    private final Optional<Map<String, String>> given;
    private final Map<String, String> resolved = new TreeMap<>();
    private int reported;

    /** @param secrets receives the path of every file that is named, readable or not */
    public Placeholders(
            Function<String, Optional<String>> environment, Consumer<Problem> problems, Consumer<Path> secrets) {
        this(environment, problems, secrets, Optional.empty());
    }

    private Placeholders(
            Function<String, Optional<String>> environment,
            Consumer<Problem> problems,
            Consumer<Path> secrets,
            Optional<Map<String, String>> given) {
        this.environment = environment;
        this.problems = problems;
        this.secrets = secrets;
        this.given = given;
    }

    /** Looks at no environment variable and no file: only these values are known, as {@link #resolved} has returned them. */
    public static Placeholders given(Map<String, String> values, Consumer<Problem> problems) {
        return new Placeholders(name -> Optional.empty(), problems, path -> {}, Optional.of(values));
    }

    /** The values of the placeholders that were replaced so far, by their text without the brackets: {@code env:NAME}. */
    public Map<String, String> resolved() {
        return resolved;
    }

    /**
     * Replaces all placeholders in the value. One that cannot be replaced is reported, and becomes {@link YamlValue.Broken}.
     */
    public YamlValue resolve(YamlValue value) {
        return map(value, this::resolve);
    }

    /**
     * Reports all placeholders in a value outside of hub.yaml, where they are not allowed, and replaces them by
     * {@link YamlValue.Broken}. If there are very many, the whole value becomes broken.
     */
    public static YamlValue refused(YamlValue value, Consumer<Problem> problems) {
        return new Placeholders(name -> Optional.empty(), problems, path -> {}).refuse(value);
    }

    private YamlValue refuse(YamlValue value) {
        YamlValue refused = map(value, scalar -> {
            if (!START.matcher(scalar.text()).find()) {
                return scalar;
            }
            report(
                    scalar.location(),
                    "${env:…} and ${file:…} are allowed only in hub.yaml: routes contain no host names and no secrets");
            return new YamlValue.Broken(scalar.location());
        });
        if (reported > MAX_REPORTED) {
            problems.accept(
                    new Problem(value.location(), "the file contains " + reported + " placeholders; it is not loaded"));
        }
        return reported > MAX_REPORTED ? new YamlValue.Broken(value.location()) : refused;
    }

    private YamlValue map(YamlValue value, Function<YamlValue.Scalar, YamlValue> change) {
        Optional<YamlValue> scalar = value.scalar().map(change);
        Optional<YamlValue> sequence = value.sequence()
                .map(list -> new YamlValue.Sequence(
                        list.location(),
                        list.items().stream().map(item -> map(item, change)).toList()));
        Optional<YamlValue> mapping = value.mapping().map(it -> mapping(it, change));
        return scalar.or(() -> sequence).or(() -> mapping).orElse(value);
    }

    private YamlValue mapping(YamlValue.Mapping mapping, Function<YamlValue.Scalar, YamlValue> change) {
        Map<String, YamlValue.Entry> entries = new LinkedHashMap<>();
        mapping.entries().forEach((name, entry) -> {
            if (START.matcher(name).find()) {
                report(entry.key(), "a key must not contain ${env:…} or ${file:…}");
            } else {
                entries.put(name, new YamlValue.Entry(entry.key(), map(entry.value(), change)));
            }
        });
        return new YamlValue.Mapping(mapping.location(), entries);
    }

    private YamlValue resolve(YamlValue.Scalar scalar) {
        if (UNKNOWN.matcher(scalar.text()).find()) {
            report(scalar.location(), "unknown placeholder; write ${env:NAME}, ${env:NAME:default} or ${file:/path}");
            return new YamlValue.Broken(scalar.location());
        } else if (!START.matcher(scalar.text()).find()) {
            return scalar;
        }
        StringBuilder text = new StringBuilder();
        Matcher matcher = WHOLE.matcher(scalar.text());
        int end = 0;
        boolean expanded = true;
        while (matcher.find()) {
            Optional<String> value = value(matcher.group(1), matcher.group(2), scalar.location());
            expanded &= value.isPresent();
            text.append(scalar.text(), end, matcher.start()).append(value.orElse(""));
            end = matcher.end();
        }
        String rest = scalar.text().substring(end);
        if (START.matcher(rest).find()) {
            report(
                    scalar.location(),
                    "the placeholder is not closed; write ${env:NAME}, ${env:NAME:default} or ${file:/path}");
            expanded = false;
        }
        String whole = text.append(rest).toString();
        return expanded
                ? new YamlValue.Scalar(scalar.location(), whole, YamlValue.Sort.of(whole), true)
                : new YamlValue.Broken(scalar.location());
    }

    private Optional<String> value(String kind, String written, SourceLocation location) {
        if (START.matcher(written).find()) {
            report(location, "a placeholder must not contain another one");
            return Optional.empty();
        }
        String name = kind + ":" + written;
        if (given.isPresent()) {
            Optional<String> value = Optional.ofNullable(given.get().get(name));
            if (value.isEmpty()) {
                report(location, "the value of a placeholder is not known here");
            }
            return value;
        }
        Optional<String> value = kind.equals("env") ? variable(written, location) : file(written, location);
        value.ifPresent(text -> resolved.put(name, text));
        return value;
    }

    private Optional<String> variable(String written, SourceLocation location) {
        int colon = written.indexOf(':');
        String name = colon < 0 ? written : written.substring(0, colon);
        if (!NAME.matcher(name).matches()) {
            report(location, "${env:…} needs the name of a variable: letters, digits and underscores");
            return Optional.empty();
        }
        Optional<String> value = environment.apply(name);
        if (value.isEmpty() && colon < 0) {
            report(location, "the environment variable '" + DidYouMean.shown(name) + "' is not set and has no default");
        }
        return value.or(() -> colon < 0 ? Optional.empty() : Optional.of(written.substring(colon + 1)));
    }

    private Optional<String> file(String written, SourceLocation location) {
        if (!written.startsWith("/") || written.indexOf('\0') >= 0) {
            report(location, "${file:…} needs an absolute path");
            return Optional.empty();
        }
        Path path = Path.of(written);
        String shown = "'" + DidYouMean.shown(written) + "'";
        secrets.accept(path);
        if (Files.exists(path) && !Files.isRegularFile(path)) { // reading a pipe could block forever
            report(location, shown + " is not a file");
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                report(location, "the file " + shown + " is larger than 1 MiB");
                return Optional.empty();
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(text.replaceFirst("\\r?\\n\\z", ""));
        } catch (CharacterCodingException e) {
            report(location, "the file " + shown + " is not UTF-8");
        } catch (IOException e) {
            report(location, "the file " + shown + " cannot be read");
        }
        return Optional.empty();
    }

    private void report(SourceLocation location, String message) {
        reported++;
        if (reported <= MAX_REPORTED) {
            problems.accept(new Problem(location, message));
        }
    }
}
