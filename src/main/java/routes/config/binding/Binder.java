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
 * Reads values as the types of the format: a mapping as a record, and what is in it as its components. Nothing is returned
 * where there was a problem, which has then been told.
 */
public final class Binder {

    /** Who wants to see what was made of which value, and which choice could not be read. */
    public interface Witness {
        Witness NOBODY = new Witness() {
            @Override
            public void bound(Object made, YamlValue from) {}

            @Override
            public void failed(Class<?> union) {}
        };

        void bound(Object made, YamlValue from);

        void failed(Class<?> union);
    }

    private final InheritedDefaults heritage;
    private final Witness witness;
    private final Consumer<Problem> problems;
    private final ScalarBinder scalars;

    public Binder(InheritedDefaults heritage, Witness witness, Consumer<Problem> problems) {
        this.heritage = heritage;
        this.witness = witness;
        this.problems = problems;
        this.scalars = new ScalarBinder(problems);
    }

    public <T> Optional<T> bind(Class<T> type, YamlValue value) {
        return read(type, value).map(type::cast);
    }

    /** Tells of every key that the record does not have; true where there is none. */
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
            return tell(value.location(), "must be a list, but is " + value.noun());
        }
        return all(element, sequence.get().items());
    }

    private Optional<Object> oneOrMore(Type list, YamlValue value) {
        Type element = FormatModel.argument(list, 0);
        List<YamlValue> items = value.sequence().map(YamlValue.Sequence::items).orElse(List.of(value));
        return items.isEmpty() ? tell(value.location(), "the list is empty: give at least one") : all(element, items);
    }

    private Optional<Object> all(Type element, List<YamlValue> items) {
        List<Object> made = new ArrayList<>();
        items.forEach(item -> read(element, item).ifPresent(made::add));
        return made.size() == items.size() ? Optional.of(List.copyOf(made)) : Optional.empty();
    }

    private Optional<Object> map(Type element, YamlValue value) {
        Optional<YamlValue.Mapping> mapping = value.mapping();
        if (mapping.isEmpty()) {
            return tell(value.location(), "must be a mapping, but is " + value.noun());
        }
        Map<String, Object> made = new LinkedHashMap<>();
        mapping.get()
                .entries()
                .forEach((name, entry) -> read(element, entry.value()).ifPresent(it -> made.put(name, it)));
        boolean sound = made.size() == mapping.get().entries().size();
        return sound ? Optional.of(Collections.unmodifiableMap(made)) : Optional.empty();
    }

    private Optional<Object> inline(Class<?> type, YamlValue value) {
        if (type == Jq.class && value.mapping().isPresent()) {
            return tell(value.location(), "must be text, but is " + value.noun() + ": put the expression in quotes");
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
            return tell(value.location(), "must be a mapping with " + keys + ", but is " + value.noun());
        }
        Set<String> meant = unknown(type, mapping.get());
        boolean sound = knowsAll(type, mapping.get());
        List<Object> arguments = new ArrayList<>();
        for (RecordComponent component : FormatModel.parameters(type)) {
            Optional<Object> argument = component(component, mapping.get(), meant);
            sound &= argument.isPresent();
            argument.ifPresent(arguments::add);
        }
        return sound ? construct(type, arguments.toArray(), value) : Optional.empty();
    }

    private static boolean knowsAll(Class<?> type, YamlValue.Mapping mapping) {
        return FormatModel.keys(type).containsAll(mapping.entries().keySet());
    }

    /** Tells of every unknown key, and returns what these were meant to be, which then need not be told as missing. */
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
                tell(location, "unknown key '" + DidYouMean.shownKey(name) + "'" + hint);
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
            value = heritage.of(component, value);
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
        } else if (meant.contains(name) || inherited && !heritage.known()) {
            return Optional.empty();
        }
        return tell(mapping.location(), inherited ? unsaid(component) : "the key '" + name + "' is missing");
    }

    private static String unsaid(RecordComponent component) {
        String meaning = component.getAnnotation(Doc.class).value();
        String asked = Character.toLowerCase(meaning.charAt(0)) + meaning.substring(1, meaning.length() - 1);
        return "say " + asked + ": give '" + component.getName() + "' here or under defaults in hub.yaml";
    }

    private Optional<Object> content(RecordComponent component, YamlValue value) {
        if (value.empty() && component.getDeclaringRecord().isAnnotationPresent(Inline.class)) {
            return tell(value.location(), "has no value; give it one");
        } else if (value.empty()) {
            return tell(value.location(), "has no value; give it one or leave the key out");
        }
        Type type = FormatModel.written(component);
        return FormatModel.isOneOrMore(component) && !value.broken() ? oneOrMore(type, value) : read(type, value);
    }

    private Optional<Object> union(Class<?> type, YamlValue value) {
        Optional<Object> made = new UnionBinder(type, this::read, problems).read(value);
        if (made.isEmpty()) {
            witness.failed(type);
        }
        return made;
    }

    private Optional<Object> construct(Class<?> type, Object[] arguments, YamlValue value) {
        Class<?>[] types = FormatModel.parameters(type).stream()
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Object made = type.getConstructor(types).newInstance(arguments);
            witness.bound(made, value);
            return Optional.of(made);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InvalidValueException invalid) {
                YamlValue blamed = value.mapping()
                        .flatMap(mapping -> mapping.get(invalid.component()))
                        .orElse(value);
                return tell(blamed.location(), SecretRedactor.of(blamed).hide(invalid.getMessage()));
            }
            throw new IllegalStateException(type + " broke on a value", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " is not a public record", e);
        }
    }

    private Optional<Object> tell(SourceLocation location, String message) {
        problems.accept(new Problem(location, message));
        return Optional.empty();
    }
}
