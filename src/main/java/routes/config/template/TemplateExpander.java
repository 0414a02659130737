package routes.config.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import routes.config.yaml.YamlValue;
import routes.model.Problem;
import routes.model.SourceLocation;

/**
 * Replaces the variables of a template for one route. The location of each part is the one where an author would fix it: a
 * value given by the route keeps its location and names the variable in the template; everything else keeps the location in
 * the template and names the route. Not thread-safe: used once.
 */
public final class TemplateExpander {
    /** The largest expanded route, in the unit of {@link #size}. */
    public static final int MAX_SIZE = 1 << 20;

    /** Added for each value and problem, so that empty values count too. */
    private static final int OVERHEAD = 8;

    private final TemplateSource template;
    private final Map<String, Value> values;
    private final String route;
    private final Consumer<Problem> problems;
    private long size;

    /** @param given whether the route gives the value; otherwise it is the default of the parameter */
    record Value(YamlValue yaml, boolean given, long size) {

        Value(YamlValue yaml, boolean given) {
            this(yaml, given, TemplateExpander.size(yaml));
        }

        Optional<YamlValue.Scalar> scalar() {
            return yaml.scalar();
        }
    }

    /**
     * @param values the values of all parameters, by name
     * @param route the route's name for messages
     */
    TemplateExpander(TemplateSource template, Map<String, Value> values, String route, Consumer<Problem> problems) {
        this.template = template;
        this.values = values;
        this.route = route;
        this.problems = problems;
        this.size = (long) OVERHEAD * (values.size() + template.problems().size());
    }

    /**
     * The template's body with all variables replaced. Parts without a value, or beyond the limit, are
     * {@link YamlValue.Broken}.
     */
    YamlValue expanded() {
        return expanded(template.body());
    }

    /** The size of the expanded route: its characters, plus a constant for each value. Continues to count beyond the limit. */
    long size() {
        return size;
    }

    boolean fits() {
        return size <= MAX_SIZE;
    }

    private static long size(YamlValue part) {
        long inScalar = part.scalar().map(it -> (long) it.text().length()).orElse(0L);
        long inSequence = part.sequence().stream()
                .flatMap(list -> list.items().stream())
                .mapToLong(TemplateExpander::size)
                .sum();
        long inMapping = part.mapping().stream()
                .flatMap(it -> it.entries().entrySet().stream())
                .mapToLong(it -> it.getKey().length() + size(it.getValue().value()))
                .sum();
        return OVERHEAD + inScalar + inSequence + inMapping;
    }

    private YamlValue expanded(YamlValue part) {
        if (part.scalar().isPresent()) {
            return expanded(part.scalar().get());
        }
        SourceLocation location = part.location().telling(route);
        if (!grow(OVERHEAD)) {
            return new YamlValue.Broken(location);
        }
        Optional<YamlValue> sequence = part.sequence()
                .map(list -> new YamlValue.Sequence(
                        location, list.items().stream().map(this::expanded).toList()));
        Optional<YamlValue> mapping = part.mapping().map(it -> {
            Map<String, YamlValue.Entry> entries = new LinkedHashMap<>();
            it.entries().forEach((name, entry) -> {
                grow(name.length());
                entries.put(name, new YamlValue.Entry(entry.key().telling(route), expanded(entry.value())));
            });
            return new YamlValue.Mapping(location, entries);
        });
        return sequence.or(() -> mapping).orElseGet(() -> new YamlValue.Broken(location));
    }

    private YamlValue expanded(YamlValue.Scalar scalar) {
        TemplateVariables variables = new TemplateVariables(scalar.text());
        return variables.only().map(name -> whole(scalar, values.get(name))).orElseGet(() -> text(scalar, variables));
    }

    /** A value that replaces a whole text keeps its type: a number, a list or a mapping. */
    private YamlValue whole(YamlValue.Scalar variable, Value value) {
        return grow(value.size())
                ? value.yaml().telling(value.given() ? template.named(variable.location()) : route)
                : new YamlValue.Broken(variable.location());
    }

    private YamlValue text(YamlValue.Scalar scalar, TemplateVariables variables) {
        List<Value> parts = variables.names().stream().map(values::get).toList();
        SourceLocation location = parts.stream()
                .filter(Value::given)
                .findFirst()
                .map(value -> location(value, scalar))
                .orElse(scalar.location().telling(route));
        long length = OVERHEAD
                + scalar.text().length()
                + parts.stream().mapToLong(Value::size).sum();
        if (!grow(length)) {
            return new YamlValue.Broken(location);
        }
        parts.stream()
                .filter(value -> value.scalar().isEmpty() && !value.yaml().broken())
                .forEach(value -> problems.accept(new Problem(
                        location(value, scalar),
                        "must be text, a number, true or false to be inserted into a text, but is "
                                + value.yaml().noun())));
        if (!parts.stream().allMatch(value -> value.scalar().isPresent())) {
            return new YamlValue.Broken(location);
        }
        String text = variables.expanded(
                name -> values.get(name).scalar().orElseThrow().text());
        YamlValue.Sort sort = parts.isEmpty() ? scalar.sort() : YamlValue.Sort.TEXT;
        return new YamlValue.Scalar(location, text, sort, false);
    }

    private SourceLocation location(Value value, YamlValue.Scalar variable) {
        return value.yaml().location().telling(value.given() ? template.named(variable.location()) : route);
    }

    /** Adds to the size before anything is created. Returns false if the limit is exceeded. */
    private boolean grow(long more) {
        size += more;
        return fits();
    }
}
