package routes.config.binding;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import routes.config.yaml.SecretRedactor;
import routes.config.yaml.YamlReader;
import routes.config.yaml.YamlValue;
import routes.model.InvalidValueException;
import routes.model.Jq;
import routes.model.Problem;
import routes.model.SourceLocation;
import routes.model.format.Default;
import routes.model.format.Doc;
import routes.model.format.Inherited;
import routes.model.format.Inline;
import routes.support.DidYouMean;

/**
 * Binds YAML values to the types of the format: a mapping becomes a record, and its entries become the components. If there
 * is a problem, it is reported and the result is empty. Not thread-safe: reports to a single consumer.
 */
public final class Binder {

    /** Is notified of every object that was bound, and of every union that could not be bound. */
    public interface Observer {
        Observer NONE = new Observer() {
            @Override
            public void bound(Object made, YamlValue from) {}

            @Override
            public void failed(Class<?> union) {}
        };

        void bound(Object made, YamlValue from);

        void failed(Class<?> union);
    }

    private final InheritedDefaults inheritedDefaults;
    private final Observer observer;
    private final Consumer<Problem> problems;
    private final ScalarBinder scalars;

    public Binder(InheritedDefaults inheritedDefaults, Observer observer, Consumer<Problem> problems) {
        this.inheritedDefaults = inheritedDefaults;
        this.observer = observer;
        this.problems = problems;
        this.scalars = new ScalarBinder(problems);
    }

    /** Binds a value to a type of the format. Empty if there was a problem, which has been reported. */
    public <T> Optional<T> bind(Class<T> type, YamlValue value) {
        return read(type, value).map(type::cast);
    }

    /** Reports every key that the record does not have. Returns true if there is no such key. */
    public boolean knowsKeys(Class<?> type, YamlValue.Mapping mapping) {
        return unknown(type, mapping).isEmpty();
    }

    private Optional<Object> read(Type generic, YamlValue value) {
        Class<?> type = FormatModel.raw(generic);
        if (value.broken()) {
            return Optional.empty();
        } else if (type == List.class) {
            return list(FormatModel.argument(generic, 0), value);
        } else if (type == Map.class) {
            return map(FormatModel.argument(generic, 1), value);
        } else if (type == Object.class) {
            return scalars.anything(value);
        } else if (FormatModel.isUnion(type)) {
            return union(type, value);
        } else if (type.isRecord() && !scalars.reads(type)) {
            return type.isAnnotationPresent(Inline.class) ? inline(type, value) : record(type, value);
        }
        return scalars.read(type, value);
    }

    private Optional<Object> list(Type element, YamlValue value) {
        Optional<YamlValue.Sequence> sequence = value.sequence();
        if (sequence.isEmpty()) {
            return report(value.location(), "must be a list, but is " + value.noun());
        }
        return all(element, sequence.get().items());
    }

    private Optional<Object> oneOrMore(Type list, YamlValue value) {
        Type element = FormatModel.argument(list, 0);
        List<YamlValue> items = value.sequence().map(YamlValue.Sequence::items).orElse(List.of(value));
        return items.isEmpty()
                ? report(value.location(), "the list is empty; it needs at least one entry")
                : all(element, items);
    }

    private Optional<Object> all(Type element, List<YamlValue> items) {
        List<Object> made = new ArrayList<>();
        items.forEach(item -> read(element, item).ifPresent(made::add));
        return made.size() == items.size() ? Optional.of(List.copyOf(made)) : Optional.empty();
    }

    private Optional<Object> map(Type element, YamlValue value) {
        Optional<YamlValue.Mapping> mapping = value.mapping();
        if (mapping.isEmpty()) {
            return report(value.location(), "must be a mapping, but is " + value.noun());
        }
        Map<String, Object> made = new LinkedHashMap<>();
        mapping.get()
                .entries()
                .forEach((name, entry) -> read(element, entry.value()).ifPresent(it -> made.put(name, it)));
        boolean valid = made.size() == mapping.get().entries().size();
        return valid ? Optional.of(Collections.unmodifiableMap(made)) : Optional.empty();
    }

    private Optional<Object> inline(Class<?> type, YamlValue value) {
        if (type == Jq.class && value.mapping().isPresent()) {
            return report(value.location(), "must be text, but is " + value.noun() + ": put the expression in quotes");
        }
        return content(FormatModel.content(type), value).flatMap(content -> {
            Object[] arguments = FormatModel.parameters(type).stream()
                    .map(component -> component.getType() == SourceLocation.class ? value.location() : content)
                    .toArray();
            return construct(type, arguments, value);
        });
    }

    private Optional<Object> record(Class<?> type, YamlValue value) {
        Optional<YamlValue.Mapping> mapping = value.mapping();
        if (mapping.isEmpty()) {
            String keys = String.join(", ", FormatModel.keys(type));
            return report(value.location(), "must be a mapping with " + keys + ", but is " + value.noun());
        }
        Set<String> meant = unknown(type, mapping.get());
        boolean valid = knowsAll(type, mapping.get());
        List<Object> arguments = new ArrayList<>();
        for (RecordComponent component : FormatModel.parameters(type)) {
            Optional<Object> argument = component(component, mapping.get(), meant);
            valid &= argument.isPresent();
            argument.ifPresent(arguments::add);
        }
        return valid ? construct(type, arguments.toArray(), value) : Optional.empty();
    }

    private static boolean knowsAll(Class<?> type, YamlValue.Mapping mapping) {
        return FormatModel.keys(type).containsAll(mapping.entries().keySet());
    }

    /** Reports every unknown key. Returns the keys that were probably meant, which are then not reported as missing. */
    private Set<String> unknown(Class<?> type, YamlValue.Mapping mapping) {
        if (knowsAll(type, mapping)) {
            return Set.of();
        }
        DidYouMean known = new DidYouMean(FormatModel.keys(type));
        Set<String> meant = new LinkedHashSet<>();
        mapping.entries().forEach((name, entry) -> {
            if (!FormatModel.keys(type).contains(name)) {
                SourceLocation location = entry.key().as(mapping.location().path());
                String glued = name.substring(0, Math.max(0, name.indexOf(':')));
                boolean noSpace = known.knows(glued);
                String hint = noSpace ? ": put a space after the colon" : known.hintOrRefusal(name);
                report(location, "unknown key '" + DidYouMean.shownKey(name) + "'" + hint);
                known.to(noSpace ? glued : name).ifPresent(meant::add);
            }
        });
        return meant;
    }

    private Optional<Object> component(RecordComponent component, YamlValue.Mapping mapping, Set<String> meant) {
        String name = FormatModel.key(component);
        if (component.getType() == SourceLocation.class) {
            return Optional.of(mapping.location());
        }
        Optional<YamlValue> value = mapping.get(name);
        boolean inherited = component.isAnnotationPresent(Inherited.class);
        if (inherited) {
            value = inheritedDefaults.of(component, value);
        }
        if (value.isPresent()) {
            Optional<Object> content = content(component, value.get());
            return FormatModel.isOptional(component) ? content.map(Optional::of) : content;
        } else if (FormatModel.isOptional(component)) {
            return Optional.of(Optional.empty());
        } else if (component.isAnnotationPresent(Default.class)) {
            SourceLocation at = mapping.location();
            String path = at.path().isEmpty() ? name : at.path() + "." + name;
            return content(
                    component,
                    YamlReader.of(component.getAnnotation(Default.class).value(), at.as(path)));
        } else if (component.getType() == List.class && !FormatModel.isOneOrMore(component)) {
            return Optional.of(List.of());
        } else if (component.getType() == Map.class) {
            return Optional.of(Map.of());
        } else if (meant.contains(name) || inherited && !inheritedDefaults.known()) {
            return Optional.empty();
        }
        return report(
                mapping.location(), inherited ? missingEverywhere(component) : "the key '" + name + "' is missing");
    }

    private static String missingEverywhere(RecordComponent component) {
        String meaning = component.getAnnotation(Doc.class).value();
        String needed = Character.toLowerCase(meaning.charAt(0)) + meaning.substring(1, meaning.length() - 1);
        return "the key '" + component.getName() + "' is missing: give " + needed
                + ", here or under defaults in hub.yaml";
    }

    private Optional<Object> content(RecordComponent component, YamlValue value) {
        if (value.empty() && component.getDeclaringRecord().isAnnotationPresent(Inline.class)) {
            return report(value.location(), "has no value; add one");
        } else if (value.empty()) {
            return report(value.location(), "has no value; add one or remove the key");
        }
        Type type = FormatModel.written(component);
        return FormatModel.isOneOrMore(component) && !value.broken() ? oneOrMore(type, value) : read(type, value);
    }

    private Optional<Object> union(Class<?> type, YamlValue value) {
        Optional<Object> made = new UnionBinder(type, this::read, problems).read(value);
        if (made.isEmpty()) {
            observer.failed(type);
        }
        return made;
    }

    private Optional<Object> construct(Class<?> type, Object[] arguments, YamlValue value) {
        Class<?>[] types = FormatModel.parameters(type).stream()
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Object made = type.getConstructor(types).newInstance(arguments);
            observer.bound(made, value);
            return Optional.of(made);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InvalidValueException invalid) {
                YamlValue blamed = value.mapping()
                        .flatMap(mapping -> mapping.get(invalid.component()))
                        .orElse(value);
                return report(blamed.location(), SecretRedactor.of(blamed).hide(invalid.getMessage()));
            }
            throw new IllegalStateException("the constructor of " + type + " failed unexpectedly", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " is not a public record", e);
        }
    }

    private Optional<Object> report(SourceLocation location, String message) {
        problems.accept(new Problem(location, message));
        return Optional.empty();
    }
}
