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
 * Fills the blanks of one route's template. What comes out is written in two places, and each part of it keeps the one where
 * it must be mended: what a route gives is told together with the blank in which it ended, all else together with the route.
 * Used once.
 */
public final class TemplateExpander {
    /** The most that may come out, in characters. */
    public static final int MOST = 1 << 20;

    /** What each value counts for beside its text, so that neither empty ones nor problems come for nothing. */
    private static final int EACH = 8;

    private final TemplateSource template;
    private final Map<String, Value> values;
    private final String route;
    private final Consumer<Problem> problems;
    private long size;

    /** @param given whether it is the route's, and not the parameter's own default */
    record Value(YamlValue yaml, boolean given, long size) {

        Value(YamlValue yaml, boolean given) {
            this(yaml, given, TemplateExpander.size(yaml));
        }

        Optional<YamlValue.Scalar> scalar() {
            return yaml.scalar();
        }
    }

    /**
     * @param values one for each parameter
     * @param route how a message names the route
     */
    TemplateExpander(TemplateSource template, Map<String, Value> values, String route, Consumer<Problem> problems) {
        this.template = template;
        this.values = values;
        this.route = route;
        this.problems = problems;
        this.size = (long) EACH * (values.size() + template.problems().size());
    }

    /** The template's body; parts for which there is no room, or no value, are broken. */
    YamlValue filled() {
        return filled(template.body());
    }

    /** How much came out, or would have. */
    long size() {
        return size;
    }

    boolean fits() {
        return size <= MOST;
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
        return EACH + inScalar + inSequence + inMapping;
    }

    private YamlValue filled(YamlValue part) {
        if (part.scalar().isPresent()) {
            return filled(part.scalar().get());
        }
        SourceLocation location = part.location().telling(route);
        if (!grow(EACH)) {
            return new YamlValue.Broken(location);
        }
        Optional<YamlValue> sequence = part.sequence()
                .map(list -> new YamlValue.Sequence(
                        location, list.items().stream().map(this::filled).toList()));
        Optional<YamlValue> mapping = part.mapping().map(it -> {
            Map<String, YamlValue.Entry> entries = new LinkedHashMap<>();
            it.entries().forEach((name, entry) -> {
                grow(name.length());
                entries.put(name, new YamlValue.Entry(entry.key().telling(route), filled(entry.value())));
            });
            return new YamlValue.Mapping(location, entries);
        });
        return sequence.or(() -> mapping).orElseGet(() -> new YamlValue.Broken(location));
    }

    private YamlValue filled(YamlValue.Scalar scalar) {
        TemplateVariables blanks = new TemplateVariables(scalar.text());
        return blanks.only().map(name -> whole(scalar, values.get(name))).orElseGet(() -> text(scalar, blanks));
    }

    /** A value that is all that stands there stays what it is: a number, a list, a mapping. */
    private YamlValue whole(YamlValue.Scalar blank, Value value) {
        return grow(value.size())
                ? value.yaml().telling(value.given() ? template.named(blank.location()) : route)
                : new YamlValue.Broken(blank.location());
    }

    private YamlValue text(YamlValue.Scalar scalar, TemplateVariables blanks) {
        List<Value> parts = blanks.names().stream().map(values::get).toList();
        SourceLocation location = parts.stream()
                .filter(Value::given)
                .findFirst()
                .map(value -> place(value, scalar))
                .orElse(scalar.location().telling(route));
        long length = EACH
                + scalar.text().length()
                + parts.stream().mapToLong(Value::size).sum();
        if (!grow(length)) {
            return new YamlValue.Broken(location);
        }
        parts.stream()
                .filter(value -> value.scalar().isEmpty() && !value.yaml().broken())
                .forEach(value -> problems.accept(new Problem(
                        place(value, scalar),
                        "must be text, a number or true or false to stand inside a text, but is "
                                + value.yaml().noun())));
        if (!parts.stream().allMatch(value -> value.scalar().isPresent())) {
            return new YamlValue.Broken(location);
        }
        String text =
                blanks.filled(name -> values.get(name).scalar().orElseThrow().text());
        YamlValue.Sort sort = parts.isEmpty() ? scalar.sort() : YamlValue.Sort.TEXT;
        return new YamlValue.Scalar(location, text, sort, false);
    }

    private SourceLocation place(Value value, YamlValue.Scalar blank) {
        return value.yaml().location().telling(value.given() ? template.named(blank.location()) : route);
    }

    /** Counts before anything is made: false where it would be too much. */
    private boolean grow(long more) {
        size += more;
        return fits();
    }
}
