package routes.config.binding;

import java.lang.invoke.MethodType;
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

/** Describes the records of the format by reflection, for both the reader and the JSON Schema. Thread-safe. */
public final class FormatModel {
    private static final Pattern NAMED = Pattern.compile(NamePatterns.PATTERN);

    /** Caches the traits of a type: reflection takes much more time than binding a value. */
    private static final ClassValue<Traits> TRAITS = new ClassValue<>() {
        @Override
        protected Traits computeValue(Class<?> type) {
            return Traits.of(type);
        }
    };

    /**
     * @param union whether the type is a sealed interface
     * @param members the members of a union, by kind
     * @param parameters the parameters of the constructor of a record
     * @param components the components that appear in YAML
     * @param keys the keys of these components
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

    /** Whether the text is a valid name of a connection, route or template. */
    public static boolean isName(String text) {
        return NAMED.matcher(text).matches();
    }

    /** The message for a text that is not a valid name. */
    public static String naming(String text) {
        return "'" + DidYouMean.shownKey(text)
                + "' is not a name; use up to 63 lower-case letters, digits and hyphens, and start"
                + " with a letter or a digit";
    }

    /** Whether the type is a sealed interface, of which a value chooses one member. */
    static boolean isUnion(Class<?> type) {
        return TRAITS.get(type).union();
    }

    /** The parameters of the constructor, in order. */
    public static List<RecordComponent> parameters(Class<?> type) {
        return TRAITS.get(type).parameters();
    }

    /** The components that appear in YAML: all except the location. An unwrapped record is replaced by its own components. */
    public static List<RecordComponent> components(Class<?> type) {
        return TRAITS.get(type).components();
    }

    /** The keys of the components that appear in YAML. */
    public static List<String> keys(Class<?> type) {
        return TRAITS.get(type).keys();
    }

    /** The key of a component in YAML. */
    public static String key(RecordComponent component) {
        return Optional.ofNullable(component.getAnnotation(Key.class))
                .map(Key::value)
                .orElseGet(component::getName);
    }

    /** The only component of an inline record. */
    public static RecordComponent content(Class<?> inline) {
        return components(inline).get(0);
    }

    /** The members of a sealed interface that have a kind, by kind. */
    public static Map<String, Class<?>> members(Class<?> union) {
        return TRAITS.get(union).members();
    }

    /** The members of a sealed interface that have no kind and are recognised by their keys. */
    public static List<Class<?>> unnamed(Class<?> union) {
        Optional<Class<?>> defaultMember = defaultMember(union);
        return Stream.<Class<?>>of(union.getPermittedSubclasses())
                .filter(member -> !member.isAnnotationPresent(Kind.class) && !defaultMember.equals(Optional.of(member)))
                .toList();
    }

    /** Whether the member is written as a single word, like {@code drop}. */
    public static boolean isWord(Class<?> member) {
        return components(member).isEmpty();
    }

    /** The member that is used for a value without a kind. It is an inline record. */
    public static Optional<Class<?>> defaultMember(Class<?> union) {
        return Optional.ofNullable(union.getAnnotation(DefaultKind.class)).map(DefaultKind::value);
    }

    /** Whether the default member is written as text; otherwise it is a mapping, or a list of mappings. */
    static boolean isText(Class<?> defaultMember) {
        return content(defaultMember).getType() == String.class;
    }

    public static boolean isOneOrMore(RecordComponent component) {
        return component.isAnnotationPresent(OneOrMore.class);
    }

    public static boolean isOptional(RecordComponent component) {
        return component.getType() == Optional.class;
    }

    /** The type of the value, without Optional; a number or boolean is primitive in any case. */
    public static Type written(RecordComponent component) {
        if (!isOptional(component)) {
            return component.getGenericType();
        }
        Type optional = argument(component.getGenericType(), 0);
        return optional instanceof Class<?> type
                ? MethodType.methodType(type).unwrap().returnType()
                : optional;
    }

    public static Class<?> raw(Type type) {
        return type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : (Class<?>) type;
    }

    public static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }
}
