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

/** A value as it is written, with its place. */
public sealed interface YamlValue permits YamlValue.Scalar, YamlValue.Sequence, YamlValue.Mapping, YamlValue.Broken {

    SourceLocation location();

    /** What it is, for a message that expected something else; never its content. */
    String noun();

    /** The same, somewhere else. */
    YamlValue moved(UnaryOperator<SourceLocation> places);

    /** The same, all of it with this to be told at the end of a message. */
    default YamlValue telling(String also) {
        return moved(there -> there.telling(also));
    }

    /** The same, with something else in place of each scalar. */
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

    /** Whether its problem has been told already. */
    default boolean broken() {
        return false;
    }

    /** Whether the problem of it, or of something in it, has been told already. */
    default boolean holdsBroken() {
        return broken();
    }

    /** Whether the key is there and nothing behind it. */
    default boolean empty() {
        return false;
    }

    /**
     * One value.
     *
     * @param resolved whether it came from the environment or a file: it may then be a secret and is never printed, and
     *     it may be read as text or as a number, because a placeholder must often be quoted
     */
    record Scalar(SourceLocation location, String text, Sort sort, boolean resolved) implements YamlValue {

        @Override
        public String noun() {
            return sort.noun;
        }

        @Override
        public Optional<Scalar> scalar() {
            return Optional.of(this);
        }

        @Override
        public YamlValue moved(UnaryOperator<SourceLocation> places) {
            return new Scalar(places.apply(location), text, sort, resolved);
        }

        @Override
        public YamlValue with(Function<Scalar, YamlValue> change) {
            return change.apply(this);
        }

        @Override
        public boolean empty() {
            return sort == Sort.NOTHING && !resolved;
        }

        /** The value as a message may show it. */
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
        public YamlValue moved(UnaryOperator<SourceLocation> places) {
            return new Sequence(
                    places.apply(location),
                    items.stream().map(item -> item.moved(places)).toList());
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

    /** @param entries in the order in which they are written */
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
        public YamlValue moved(UnaryOperator<SourceLocation> places) {
            return new Mapping(
                    places.apply(location),
                    changed(entry ->
                            new Entry(places.apply(entry.key()), entry.value().moved(places))));
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

    /** A value whose problem has been told. */
    record Broken(SourceLocation location) implements YamlValue {

        @Override
        public String noun() {
            return "broken";
        }

        @Override
        public YamlValue moved(UnaryOperator<SourceLocation> places) {
            return new Broken(places.apply(location));
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

    /** @param key where the key itself is written */
    record Entry(SourceLocation key, YamlValue value) {}

    /** What YAML's core schema takes an unquoted scalar for. */
    enum Sort {
        TEXT("text", ""),
        WHOLE("a number", "[-+]?[0-9]{1,400}|0x[0-9a-fA-F]{1,400}|0o[0-7]{1,400}"),
        DECIMAL("a decimal number", "[-+]?(\\.[0-9]{1,400}|[0-9]{1,400}(\\.[0-9]{0,400})?)([eE][-+]?[0-9]{1,4})?"),
        TRUTH("true or false", "true|True|TRUE|false|False|FALSE"),
        NOTHING("empty", "|~|null|Null|NULL");

        private final String noun;
        private final Pattern written;

        Sort(String noun, String written) {
            this.noun = noun;
            this.written = Pattern.compile(written);
        }

        static Sort of(String plain) {
            for (Sort sort : List.of(NOTHING, TRUTH, WHOLE, DECIMAL)) {
                if (sort.written.matcher(plain).matches()) {
                    return sort;
                }
            }
            return TEXT;
        }
    }
}
