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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import routes.model.Problem;
import routes.model.SourceLocation;
import routes.support.DidYouMean;

/** Puts the environment and files of secrets into the text of hub.yaml. What they hold is never printed. */
public final class Placeholders {
    /** How a placeholder is written in YAML, for the JSON Schema. */
    public static final String PATTERN = "\\$\\{(env|file):";

    /** How text is written where there can be none. */
    public static final String NONE = "^(?![\\s\\S]*" + PATTERN + ")";

    private static final Pattern START = Pattern.compile(PATTERN);
    private static final Pattern WHOLE = Pattern.compile("\\$\\{(env|file):([^}]*)\\}");
    private static final Pattern UNKNOWN = Pattern.compile("\\$\\{(?!(env|file):)\\w");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final int MAX_BYTES = 1 << 20;
    private static final int MOST_TOLD = 100;

    private final Function<String, Optional<String>> environment;
    private final Consumer<Problem> problems;
    private final Consumer<Path> secrets;
    private int told;

    /** @param secrets told of every file that is looked into, or should have been */
    public Placeholders(
            Function<String, Optional<String>> environment, Consumer<Problem> problems, Consumer<Path> secrets) {
        this.environment = environment;
        this.problems = problems;
        this.secrets = secrets;
    }

    /** The same value with every placeholder filled in; one that cannot be filled is told and broken. */
    public YamlValue resolve(YamlValue value) {
        return map(value, this::resolve);
    }

    /** The same value with every placeholder told and broken: only hub.yaml may hold any. All of it where there are many. */
    public static YamlValue refused(YamlValue value, Consumer<Problem> problems) {
        return new Placeholders(name -> Optional.empty(), problems, path -> {}).refuse(value);
    }

    private YamlValue refuse(YamlValue value) {
        YamlValue refused = map(value, scalar -> {
            if (!START.matcher(scalar.text()).find()) {
                return scalar;
            }
            tell(
                    scalar.location(),
                    "${env:…} and ${file:…} work in hub.yaml alone: a route holds no host name and no secret");
            return new YamlValue.Broken(scalar.location());
        });
        if (told > MOST_TOLD) {
            problems.accept(new Problem(value.location(), "the file holds " + told + " placeholders: it is left out"));
        }
        return told > MOST_TOLD ? new YamlValue.Broken(value.location()) : refused;
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
                tell(entry.key(), "a key cannot hold ${env:…} or ${file:…}");
            } else {
                entries.put(name, new YamlValue.Entry(entry.key(), map(entry.value(), change)));
            }
        });
        return new YamlValue.Mapping(mapping.location(), entries);
    }

    private YamlValue resolve(YamlValue.Scalar scalar) {
        if (UNKNOWN.matcher(scalar.text()).find()) {
            tell(scalar.location(), "an unknown placeholder; write ${env:NAME}, ${env:NAME:default} or ${file:/path}");
            return new YamlValue.Broken(scalar.location());
        } else if (!START.matcher(scalar.text()).find()) {
            return scalar;
        }
        StringBuilder text = new StringBuilder();
        Matcher matcher = WHOLE.matcher(scalar.text());
        int end = 0;
        boolean filled = true;
        while (matcher.find()) {
            Optional<String> value = value(matcher.group(1), matcher.group(2), scalar.location());
            filled &= value.isPresent();
            text.append(scalar.text(), end, matcher.start()).append(value.orElse(""));
            end = matcher.end();
        }
        String rest = scalar.text().substring(end);
        if (START.matcher(rest).find()) {
            tell(
                    scalar.location(),
                    "a placeholder is not closed; write ${env:NAME}, ${env:NAME:default} or ${file:/path}");
            filled = false;
        }
        String whole = text.append(rest).toString();
        return filled
                ? new YamlValue.Scalar(scalar.location(), whole, YamlValue.Sort.of(whole), true)
                : new YamlValue.Broken(scalar.location());
    }

    private Optional<String> value(String kind, String written, SourceLocation location) {
        if (START.matcher(written).find()) {
            tell(location, "a placeholder cannot stand in another one");
            return Optional.empty();
        }
        return kind.equals("env") ? variable(written, location) : file(written, location);
    }

    private Optional<String> variable(String written, SourceLocation location) {
        int colon = written.indexOf(':');
        String name = colon < 0 ? written : written.substring(0, colon);
        if (!NAME.matcher(name).matches()) {
            tell(location, "${env:…} needs the name of a variable: letters, digits and underscores");
            return Optional.empty();
        }
        Optional<String> value = environment.apply(name);
        if (value.isEmpty() && colon < 0) {
            tell(location, "the environment variable '" + DidYouMean.shown(name) + "' is not set and has no default");
        }
        return value.or(() -> colon < 0 ? Optional.empty() : Optional.of(written.substring(colon + 1)));
    }

    private Optional<String> file(String written, SourceLocation location) {
        if (!written.startsWith("/") || written.indexOf('\0') >= 0) {
            tell(location, "${file:…} needs an absolute path");
            return Optional.empty();
        }
        Path path = Path.of(written);
        String shown = "'" + DidYouMean.shown(written) + "'";
        secrets.accept(path);
        if (Files.exists(path) && !Files.isRegularFile(path)) { // a pipe would keep the reader waiting for ever
            tell(location, shown + " is not a file");
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                tell(location, "the file " + shown + " is larger than 1 MiB");
                return Optional.empty();
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(text.replaceFirst("\\r?\\n\\z", ""));
        } catch (CharacterCodingException e) {
            tell(location, "the file " + shown + " is not UTF-8");
        } catch (IOException e) {
            tell(location, "the file " + shown + " cannot be read");
        }
        return Optional.empty();
    }

    private void tell(SourceLocation location, String message) {
        told++;
        if (told <= MOST_TOLD) {
            problems.accept(new Problem(location, message));
        }
    }
}
