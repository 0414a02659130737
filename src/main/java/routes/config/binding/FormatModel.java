package routes.config.binding;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import routes.model.NamePatterns;
import routes.model.SourceLocation;
import routes.model.format.DefaultKind;
import routes.model.format.Key;
import routes.model.format.Kind;
import routes.model.format.OneOrMore;
import routes.model.format.Unwrapped;
import routes.support.DidYouMean;

/** What the records of the format say of themselves, for the reader and for the JSON Schema alike. */
public final class FormatModel {
    private static final Pattern NAMED = Pattern.compile(NamePatterns.PATTERN);

    /** What a type says of itself costs more each time it is asked than all that a value of it has to say. */
    private static final ClassValue<Traits> TRAITS = new ClassValue<>() {
        @Override
        protected Traits computeValue(Class<?> type) {
            return Traits.of(type);
        }
    };

    /**
     * @param union whether it is a choice between kinds, and by which member each is known
     * @param parameters all that the constructor of a record takes, and {@code keys} those that are written
     */
    private record Traits(
            boolean union,
            Map<String, Class<?>> members,
            List<RecordComponent> parameters,
            List<RecordComponent> components,
            List<String> keys) {

        static Traits of(Class<?> type) {
            Map<String, Class<?>> members = new LinkedHashMap<>();
            for (Class<?> member : type.isSealed() ? type.getPermittedSubclasses() : new Class<?>[0]) {
                Optional.ofNullable(member.getAnnotation(Kind.class))
                        .ifPresent(kind -> members.put(kind.value(), member));
            }
            List<RecordComponent> parameters = type.isRecord() ? List.of(type.getRecordComponents()) : List.of();
            List<RecordComponent> components = parameters.stream()
                    .filter(component -> component.getType() != SourceLocation.class)
                    .flatMap(component -> component.isAnnotationPresent(Unwrapped.class)
                            ? FormatModel.components(component.getType()).stream()
                            : Stream.of(component))
                    .toList();
            List<String> keys = components.stream().map(FormatModel::key).toList();
            return new Traits(type.isSealed(), Collections.unmodifiableMap(members), parameters, components, keys);
        }
    }

    private FormatModel() {}

    public static boolean isName(String text) {
        return NAMED.matcher(text).matches();
    }

    /** What is wrong with a text that is not a name. */
    public static String naming(String text) {
        return "'" + DidYouMean.shownKey(text)
                + "' is not a name; use up to 63 lower-case letters, digits and hyphens, and start"
                + " with a letter or a digit";
    }

    /** Whether it is a choice between kinds. */
    static boolean isUnion(Class<?> type) {
        return TRAITS.get(type).union();
    }

    /** All that its constructor takes, in this order. */
    public static List<RecordComponent> parameters(Class<?> type) {
        return TRAITS.get(type).parameters();
    }

    /** The components that are written: all but the place, and in place of an unwrapped record those of it. */
    public static List<RecordComponent> components(Class<?> type) {
        return TRAITS.get(type).components();
    }

    public static List<String> keys(Class<?> type) {
        return TRAITS.get(type).keys();
    }

    /** How the component is written. */
    public static String key(RecordComponent component) {
        return Optional.ofNullable(component.getAnnotation(Key.class))
                .map(Key::value)
                .orElseGet(component::getName);
    }

    /** The one component of an inline record. */
    public static RecordComponent content(Class<?> inline) {
        return components(inline).get(0);
    }

    /** The members of a sealed interface that have a kind, by it. */
    public static Map<String, Class<?>> members(Class<?> union) {
        return TRAITS.get(union).members();
    }

    /** The members of a sealed interface that are told apart by their keys alone. */
    public static List<Class<?>> unnamed(Class<?> union) {
        Optional<Class<?>> bare = bare(union);
        return Stream.<Class<?>>of(union.getPermittedSubclasses())
                .filter(member -> !member.isAnnotationPresent(Kind.class) && !bare.equals(Optional.of(member)))
                .toList();
    }

    /** Whether the member is written as its kind alone, as {@code drop} is. */
    public static boolean isWord(Class<?> member) {
        return components(member).isEmpty();
    }

    /** What the value is read as where it names no kind: the content of the bare member, which is inline. */
    public static Optional<Class<?>> bare(Class<?> union) {
        return Optional.ofNullable(union.getAnnotation(DefaultKind.class)).map(DefaultKind::value);
    }

    /** Whether the bare member is written as text; otherwise as a mapping, or a list of them. */
    static boolean isText(Class<?> bare) {
        return content(bare).getType() == String.class;
    }

    public static boolean isOneOrMore(RecordComponent component) {
        return component.isAnnotationPresent(OneOrMore.class);
    }

    public static boolean isOptional(RecordComponent component) {
        return component.getType() == Optional.class;
    }

    /** The type of the value itself, without the Optional around it. */
    public static Type written(RecordComponent component) {
        return isOptional(component) ? argument(component.getGenericType(), 0) : component.getGenericType();
    }

    public static Class<?> raw(Type type) {
        return type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : (Class<?>) type;
    }

    public static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }
}
