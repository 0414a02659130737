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

/** Binds a value to one member of a sealed interface: the one whose kind it names, otherwise the default member. */
final class UnionBinder {
    private final Map<String, Class<?>> members;
    private final Optional<Class<?>> defaultMember;
    private final DidYouMean known;
    private final BiFunction<Type, YamlValue, Optional<Object>> reader;
    private final Consumer<Problem> problems;

    UnionBinder(Class<?> union, BiFunction<Type, YamlValue, Optional<Object>> reader, Consumer<Problem> problems) {
        this.members = FormatModel.members(union);
        this.defaultMember = FormatModel.defaultMember(union);
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
                .orElseGet(
                        () -> defaultMapping().isPresent() && value.sequence().isPresent()
                                ? reader.apply(defaultMapping().get(), value)
                                : report(value.location(), "must be " + expected() + ", but is " + value.noun()));
    }

    private Optional<Object> word(YamlValue.Scalar scalar) {
        String text = scalar.text();
        boolean words = members.values().stream().anyMatch(FormatModel::isWord);
        if (members.containsKey(text) && FormatModel.isWord(members.get(text))) {
            YamlValue nothing = new YamlValue.Mapping(scalar.location(), Map.of());
            return reader.apply(members.get(text), nothing);
        } else if (defaultMember.isPresent() && FormatModel.isText(defaultMember.get())) {
            return reader.apply(defaultMember.get(), scalar);
        } else if (scalar.resolved()) {
            return report(scalar.location(), "must be " + expected() + ", but is " + scalar.noun());
        } else if (words) {
            return report(scalar.location(), "unknown value " + scalar.shown() + known.hintOrRefusal(text));
        } else if (DidYouMean.isForbidden(text)) {
            return report(scalar.location(), "must be " + expected() + "; " + DidYouMean.refusal());
        }
        return report(scalar.location(), "must be " + expected() + ", but is " + scalar.noun());
    }

    private Optional<Object> mapping(YamlValue.Mapping mapping) {
        List<String> written = List.copyOf(mapping.entries().keySet());
        List<String> kinds = written.stream().filter(members::containsKey).toList();
        if (kinds.isEmpty() && defaultMapping().isPresent()) {
            return reader.apply(defaultMapping().get(), mapping);
        } else if (written.isEmpty()) {
            return report(mapping.location(), "has no kind; use one of " + known.all());
        } else if (written.size() > 1) {
            kinds.forEach(kind -> member(kind, mapping));
            String keys = String.join(
                    ", ",
                    written.stream()
                            .map(key -> "'" + DidYouMean.shownKey(key) + "'")
                            .toList());
            return report(mapping.location(), "use exactly one of " + known.all() + ", but found " + keys);
        } else if (kinds.isEmpty()) {
            String key = written.get(0);
            SourceLocation location =
                    mapping.entries().get(key).key().as(mapping.location().path());
            return report(location, "unknown kind '" + DidYouMean.shownKey(key) + "'" + known.hintOrRefusal(key));
        }
        return member(kinds.get(0), mapping);
    }

    private Optional<Object> member(String kind, YamlValue.Mapping mapping) {
        YamlValue.Entry entry = mapping.entries().get(kind);
        if (FormatModel.isWord(members.get(kind))) {
            return report(entry.key(), "write just '" + kind + "', without a mapping");
        }
        return reader.apply(members.get(kind), entry.value());
    }

    private Optional<Class<?>> defaultMapping() {
        return defaultMember.filter(it -> !FormatModel.isText(it));
    }

    private String expected() {
        return "a mapping with one of " + known.all();
    }

    private Optional<Object> report(SourceLocation location, String message) {
        problems.accept(new Problem(location, message));
        return Optional.empty();
    }
}
