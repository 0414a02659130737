package routes.config.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import routes.model.SourceLocation;
import routes.support.DidYouMean;

/** A value of a YAML file, with its location. Immutable and thread-safe. */
public sealed interface YamlValue permits YamlValue.Scalar, YamlValue.Sequence, YamlValue.Mapping, YamlValue.Broken {

    SourceLocation location();

    /** A noun for this kind of value, for messages that expected another kind. Never contains the value itself. */
    String noun();

    /** The same value with changed locations. */
    YamlValue moved(UnaryOperator<SourceLocation> change);

    /** The same value, with a note on all locations, see {@link SourceLocation#also}. */
    default YamlValue telling(String also) {
        return moved(there -> there.telling(also));
    }

    /** The same value, with each scalar replaced. */
    YamlValue with(Function<Scalar, YamlValue> change);

    default Optional<Scalar> scalar() {
        return Optional.empty();
    }

    default Optional<Sequence> sequence() {
        return Optional.empty();
    }

    default Optional<Mapping> mapping() {
        return Optional.empty();
    }

    /** Whether this value could not be read. Its problem has already been reported. */
    default boolean broken() {
        return false;
    }

    /** Whether this value, or a value in it, could not be read. */
    default boolean holdsBroken() {
        return broken();
    }

    /** Whether the key has no value. */
    default boolean empty() {
        return false;
    }

    /**
     * A single value.
     *
     * @param resolved whether it comes from an environment variable or a file. It may then be a secret and never appears in
     *     messages. It can be read as text or as a number, because placeholders often have to be quoted.
     */
    record Scalar(SourceLocation location, String text, Sort sort, boolean resolved) implements YamlValue {

        @Override
        public String noun() {
            boolean glued = sort == Sort.TEXT && text.matches("(?s)[A-Za-z][\\w-]*:[^\\s/:].*");
            return glued ? sort.noun + " (is a space missing after a colon?)" : sort.noun;
        }

        @Override
        public Optional<Scalar> scalar() {
            return Optional.of(this);
        }

        @Override
        public YamlValue moved(UnaryOperator<SourceLocation> change) {
            return new Scalar(change.apply(location), text, sort, resolved);
        }

        @Override
        public YamlValue with(Function<Scalar, YamlValue> change) {
            return change.apply(this);
        }

        @Override
        public boolean empty() {
            return sort == Sort.NULL && !resolved;
        }

        /** The value in quotes as a message may show it; secrets are masked. */
        public String shown() {
            return resolved ? "'***'" : "'" + DidYouMean.shown(text) + "'";
        }
    }

    record Sequence(SourceLocation location, List<YamlValue> items) implements YamlValue {

        @Override
        public String noun() {
            return "a list";
        }

        @Override
        public Optional<Sequence> sequence() {
            return Optional.of(this);
        }

        @Override
        public YamlValue moved(UnaryOperator<SourceLocation> change) {
            return new Sequence(
                    change.apply(location),
                    items.stream().map(item -> item.moved(change)).toList());
        }

        @Override
        public YamlValue with(Function<Scalar, YamlValue> change) {
            return new Sequence(
                    location, items.stream().map(item -> item.with(change)).toList());
        }

        @Override
        public boolean holdsBroken() {
            return items.stream().anyMatch(YamlValue::holdsBroken);
        }
    }

    /** @param entries in the order of the file */
    record Mapping(SourceLocation location, Map<String, Entry> entries) implements YamlValue {

        @Override
        public String noun() {
            return "a mapping";
        }

        @Override
        public Optional<Mapping> mapping() {
            return Optional.of(this);
        }

        @Override
        public YamlValue moved(UnaryOperator<SourceLocation> change) {
            return new Mapping(
                    change.apply(location),
                    changed(entry ->
                            new Entry(change.apply(entry.key()), entry.value().moved(change))));
        }

        @Override
        public YamlValue with(Function<Scalar, YamlValue> change) {
            return new Mapping(
                    location,
                    changed(entry -> new Entry(entry.key(), entry.value().with(change))));
        }

        private Map<String, Entry> changed(UnaryOperator<Entry> change) {
            Map<String, Entry> changed = new LinkedHashMap<>();
            entries.forEach((name, entry) -> changed.put(name, change.apply(entry)));
            return changed;
        }

        @Override
        public boolean holdsBroken() {
            return entries.values().stream().anyMatch(entry -> entry.value().holdsBroken());
        }

        public Optional<YamlValue> get(String key) {
            return Optional.ofNullable(entries.get(key)).map(Entry::value);
        }
    }

    /** A value that could not be read. Its problem has already been reported. */
    record Broken(SourceLocation location) implements YamlValue {

        @Override
        public String noun() {
            return "broken";
        }

        @Override
        public YamlValue moved(UnaryOperator<SourceLocation> change) {
            return new Broken(change.apply(location));
        }

        @Override
        public YamlValue with(Function<Scalar, YamlValue> change) {
            return this;
        }

        @Override
        public boolean broken() {
            return true;
        }
    }

    /** @param key the location of the key itself */
    record Entry(SourceLocation key, YamlValue value) {}

    /** The type of an unquoted scalar according to YAML's core schema. */
    enum Sort {
        TEXT("text", ""),
        WHOLE("a number", "[-+]?[0-9]{1,400}|0x[0-9a-fA-F]{1,400}|0o[0-7]{1,400}"),
        DECIMAL("a decimal number", "[-+]?(\\.[0-9]{1,400}|[0-9]{1,400}(\\.[0-9]{0,400})?)([eE][-+]?[0-9]{1,4})?"),
        BOOLEAN("true or false", "true|True|TRUE|false|False|FALSE"),
        NULL("empty", "|~|null|Null|NULL");

        private final String noun;
        private final Pattern written;

        Sort(String noun, String written) {
            this.noun = noun;
            this.written = Pattern.compile(written);
        }

        static Sort of(String plain) {
            for (Sort sort : List.of(NULL, BOOLEAN, WHOLE, DECIMAL)) {
                if (sort.written.matcher(plain).matches()) {
                    return sort;
                }
            }
            return TEXT;
        }
    }
}
