package routes.config.binding;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import routes.config.yaml.YamlValue;
import routes.model.Problem;
import routes.model.SourceLocation;
import routes.support.DidYouMean;

/** Reads a value as one of the members of a sealed interface: by the kind that it names, or as the bare member. */
final class UnionBinder {
    private final Map<String, Class<?>> members;
    private final Optional<Class<?>> bare;
    private final DidYouMean known;
    private final BiFunction<Type, YamlValue, Optional<Object>> reader;
    private final Consumer<Problem> problems;

    UnionBinder(Class<?> union, BiFunction<Type, YamlValue, Optional<Object>> reader, Consumer<Problem> problems) {
        this.members = FormatModel.members(union);
        this.bare = FormatModel.bare(union);
        this.known = new DidYouMean(members.keySet());
        this.reader = reader;
        this.problems = problems;
    }

    Optional<Object> read(YamlValue value) {
        Optional<YamlValue.Scalar> scalar = value.scalar().filter(it -> !it.empty());
        if (scalar.isPresent()) {
            return word(scalar.get());
        }
        return value.mapping()
                .map(this::mapping)
                .orElseGet(() -> bareMapping().isPresent() && value.sequence().isPresent()
                        ? reader.apply(bareMapping().get(), value)
                        : tell(value.location(), "must be " + expected() + ", but is " + value.noun()));
    }

    private Optional<Object> word(YamlValue.Scalar scalar) {
        String text = scalar.text();
        boolean words = members.values().stream().anyMatch(FormatModel::isWord);
        if (members.containsKey(text) && FormatModel.isWord(members.get(text))) {
            YamlValue nothing = new YamlValue.Mapping(scalar.location(), Map.of());
            return reader.apply(members.get(text), nothing);
        } else if (bare.isPresent() && FormatModel.isText(bare.get())) {
            return reader.apply(bare.get(), scalar);
        } else if (scalar.resolved()) {
            return tell(scalar.location(), "must be " + expected() + ", but is " + scalar.noun());
        } else if (words) {
            return tell(scalar.location(), "unknown value " + scalar.shown() + known.hintOrRefusal(text));
        } else if (DidYouMean.isForbidden(text)) {
            return tell(scalar.location(), "must be " + expected() + "; " + DidYouMean.refusal());
        }
        return tell(scalar.location(), "must be " + expected() + ", but is " + scalar.noun());
    }

    private Optional<Object> mapping(YamlValue.Mapping mapping) {
        List<String> written = List.copyOf(mapping.entries().keySet());
        List<String> kinds = written.stream().filter(members::containsKey).toList();
        if (kinds.isEmpty() && bareMapping().isPresent()) {
            return reader.apply(bareMapping().get(), mapping);
        } else if (written.isEmpty()) {
            return tell(mapping.location(), "names no kind; give one of " + known.all());
        } else if (written.size() > 1) {
            kinds.forEach(kind -> member(kind, mapping));
            String keys = String.join(
                    ", ",
                    written.stream()
                            .map(key -> "'" + DidYouMean.shownKey(key) + "'")
                            .toList());
            return tell(mapping.location(), "give exactly one of " + known.all() + ", but there are " + keys);
        } else if (kinds.isEmpty()) {
            String key = written.get(0);
            SourceLocation location =
                    mapping.entries().get(key).key().as(mapping.location().path());
            return tell(location, "unknown kind '" + DidYouMean.shownKey(key) + "'" + known.hintOrRefusal(key));
        }
        return member(kinds.get(0), mapping);
    }

    private Optional<Object> member(String kind, YamlValue.Mapping mapping) {
        YamlValue.Entry entry = mapping.entries().get(kind);
        if (FormatModel.isWord(members.get(kind))) {
            return tell(entry.key(), "write '" + kind + "' alone, without a mapping");
        }
        return reader.apply(members.get(kind), entry.value());
    }

    private Optional<Class<?>> bareMapping() {
        return bare.filter(it -> !FormatModel.isText(it));
    }

    private String expected() {
        return "a mapping with one of " + known.all();
    }

    private Optional<Object> tell(SourceLocation location, String message) {
        problems.accept(new Problem(location, message));
        return Optional.empty();
    }
}
