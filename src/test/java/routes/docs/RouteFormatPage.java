package routes.docs;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import routes.config.binding.FormatModel;
import routes.model.BackoffRange;
import routes.model.Branch;
import routes.model.ConfigFile;
import routes.model.Connection;
import routes.model.CsvHeader;
import routes.model.DataSize;
import routes.model.Defaults;
import routes.model.HubFile;
import routes.model.InFlight;
import routes.model.KafkaConnection;
import routes.model.Otherwise;
import routes.model.PredicateSpec;
import routes.model.RabbitSourceSpec;
import routes.model.RetrySpec;
import routes.model.RouteEntry;
import routes.model.RouteFile;
import routes.model.RouteSpec;
import routes.model.RouteTemplate;
import routes.model.RouteTest;
import routes.model.Secret;
import routes.model.SourceLocation;
import routes.model.SourceSpec;
import routes.model.StepSpec;
import routes.model.TargetSpec;
import routes.model.TemplateUse;
import routes.model.Tls;
import routes.model.TransformSpec;
import routes.model.format.Default;
import routes.model.format.Doc;
import routes.model.format.Inherited;
import routes.model.format.Inline;
import routes.model.format.Kind;
import routes.model.format.Rule;
import routes.model.format.Unwrapped;

/** The reference of the format as a page, made of the same records and annotations that the reader reads by. Used once. */
final class RouteFormatPage {

    private static final Map<Class<?>, String> TITLES = Map.ofEntries(
            Map.entry(HubFile.class, "hub.yaml"),
            Map.entry(Connection.class, "connections"),
            Map.entry(Tls.class, "tls"),
            Map.entry(KafkaConnection.Sasl.class, "sasl"),
            Map.entry(RabbitSourceSpec.Binding.class, "bindings"),
            Map.entry(Defaults.class, "defaults"),
            Map.entry(RouteFile.class, "routes/*.yaml"),
            Map.entry(RouteEntry.class, "routes"),
            Map.entry(RouteSpec.class, "A route"),
            Map.entry(TemplateUse.class, "A route of a template"),
            Map.entry(RouteTemplate.class, "templates"),
            Map.entry(RouteTemplate.Parameter.class, "parameters"),
            Map.entry(SourceSpec.class, "from"),
            Map.entry(TargetSpec.class, "to"),
            Map.entry(StepSpec.class, "steps"),
            Map.entry(Branch.class, "choose"),
            Map.entry(Otherwise.class, "otherwise"),
            Map.entry(PredicateSpec.class, "Predicates"),
            Map.entry(TransformSpec.class, "Transformations"),
            Map.entry(CsvHeader.class, "header"),
            Map.entry(RetrySpec.class, "retry"),
            Map.entry(InFlight.class, "inFlight"),
            Map.entry(RouteTest.class, "tests"),
            Map.entry(RouteTest.Given.class, "given"),
            Map.entry(RouteTest.Expect.class, "expect"));

    private static final Map<Class<?>, String> VALUES = Map.ofEntries(
            Map.entry(String.class, "text"),
            Map.entry(Secret.class, "text"),
            Map.entry(Object.class, "any value"),
            Map.entry(int.class, "whole number"),
            Map.entry(double.class, "number"),
            Map.entry(boolean.class, "`true` or `false`"),
            Map.entry(Duration.class, "duration, like `200ms`, `30s`, `5m`, `1h`"),
            Map.entry(DataSize.class, "size, like `512B`, `64KiB`, `16MiB`"),
            Map.entry(BackoffRange.class, "two durations, like `200ms..30s`"),
            Map.entry(ConfigFile.class, "path of a file under `schemas/` or `transforms/`"));

    private final StringBuilder text = new StringBuilder();
    private final List<Class<?>> next = new ArrayList<>(List.of(HubFile.class));
    private final Set<Class<?>> written = new LinkedHashSet<>();

    /** The title under which a member of a choice is written. */
    private static String title(Class<?> type) {
        if (TITLES.containsKey(type)) {
            return TITLES.get(type);
        }
        Class<?> union = Stream.of(type.getInterfaces())
                .filter(TITLES::containsKey)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("give " + type + " a title in RouteFormatPage"));
        return TITLES.get(union) + ": " + type.getAnnotation(Kind.class).value();
    }

    String markdown() {
        line(ReferenceTest.note("the annotations of routes.model"));
        line("# Route format");
        line("");
        line(
                "Every key of `hub.yaml` and of the files of `routes/`. [HUB_HOME](hub-home.md) says which files there are and how placeholders"
                        + " work. *Required* keys have to be given; a key *from `defaults`* is taken from `defaults` of `hub.yaml` where a route leaves"
                        + " it out.");
        writeAll();
        next.add(RouteFile.class);
        writeAll();
        return text.toString();
    }

    /** Depth first, so that what belongs together stands together. */
    private void writeAll() {
        while (!next.isEmpty()) {
            Class<?> type = next.remove(0);
            if (written.add(type)) {
                List<Class<?>> later = new ArrayList<>(next);
                next.clear();
                section(type);
                next.addAll(later);
            }
        }
    }

    private void section(Class<?> type) {
        line("");
        line((type == HubFile.class || type == RouteFile.class ? "## " : "### ") + title(type));
        line("");
        Optional.ofNullable(type.getAnnotation(Doc.class)).ifPresent(doc -> {
            line(escaped(doc.value()));
            line("");
        });
        if (type.isSealed()) {
            union(type);
        } else {
            keys(type);
        }
    }

    private void union(Class<?> type) {
        line("| write | value | meaning |");
        line("| --- | --- | --- |");
        FormatModel.members(type)
                .forEach((kind, member) -> row(
                        "`" + kind + "`",
                        FormatModel.isWord(member) ? "the word alone" : value(member),
                        meaning(member.getAnnotation(Doc.class))));
        FormatModel.defaultMember(type)
                .ifPresent(bare -> row("the value alone", value(bare), meaning(bare.getAnnotation(Doc.class))));
        FormatModel.unnamed(type)
                .forEach(member -> row("its keys", value(member), meaning(member.getAnnotation(Doc.class))));
    }

    private void keys(Class<?> type) {
        line("| key | value | default | meaning |");
        line("| --- | --- | --- | --- |");
        List<String> rules = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.isAnnotationPresent(Unwrapped.class)) {
                rules.add("All keys of " + value(component.getType()) + " too.");
            } else if (component.getType() != SourceLocation.class) {
                row(
                        "`" + FormatModel.key(component) + "`",
                        content(component),
                        fallback(component),
                        meaning(component.getAnnotation(Doc.class)));
                rules.addAll(rules(component));
            }
        }
        Optional.ofNullable(type.getAnnotation(Rule.OneOf.class))
                .ifPresent(keys -> rules.add("Exactly one of " + words(keys.value()) + " is given."));
        Optional.ofNullable(type.getAnnotation(Rule.SomeOf.class))
                .ifPresent(keys -> rules.add("At least one of " + words(keys.value()) + " is given."));
        if (!rules.isEmpty()) {
            line("");
            rules.forEach(rule -> line("- " + rule));
        }
    }

    private static List<String> rules(RecordComponent component) {
        String key = "`" + FormatModel.key(component) + "`";
        List<String> rules = new ArrayList<>();
        Optional.ofNullable(component.getAnnotation(Rule.Needs.class))
                .ifPresent(needs -> rules.add(key + " needs `" + needs.value() + "`."));
        if (component.isAnnotationPresent(Rule.NotEmpty.class)) {
            rules.add(key + " has at least one entry.");
        }
        Optional.ofNullable(component.getAnnotation(Rule.KeysOf.class))
                .ifPresent(keys -> rules.add("The keys of " + key + " may be: "
                        + words(Stream.of(keys.value().getEnumConstants())
                                .map(Object::toString)
                                .toArray(String[]::new))
                        + "."));
        return rules;
    }

    private String content(RecordComponent component) {
        Type type = FormatModel.written(component);
        if (FormatModel.isOneOrMore(component)) {
            return value(FormatModel.argument(type, 0)) + ", or a list of them";
        }
        String value = value(type);
        return Optional.ofNullable(component.getAnnotation(Rule.Range.class))
                .map(range -> value + " from " + range.least() + " to " + range.most())
                .orElse(value);
    }

    private String value(Type generic) {
        Class<?> type = FormatModel.raw(generic);
        if (VALUES.containsKey(type)) {
            return VALUES.get(type);
        } else if (type == List.class) {
            return "list of: " + value(FormatModel.argument(generic, 0));
        } else if (type == Map.class) {
            return "mapping, each value: " + value(FormatModel.argument(generic, 1));
        } else if (type.isEnum()) {
            return Stream.of(type.getEnumConstants())
                    .map(word -> "`" + word + "`")
                    .collect(Collectors.joining(", "));
        } else if (type.isAnnotationPresent(Inline.class)) {
            RecordComponent content = FormatModel.content(type);
            boolean says = content.getType() == String.class && type.isAnnotationPresent(Doc.class);
            return says ? inWords(type.getAnnotation(Doc.class)) : content(content);
        }
        next.add(type);
        String title = title(type);
        return "[" + title + "](#" + anchor(title) + ")";
    }

    /** {@code A jq expression.} as part of a row. */
    private static String inWords(Doc doc) {
        String sentence = doc.value().replaceAll("\\.$", "");
        return escaped(sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1));
    }

    private static String fallback(RecordComponent component) {
        String given = Optional.ofNullable(component.getAnnotation(Default.class))
                .map(known -> code(known.value()))
                .orElse("");
        if (component.isAnnotationPresent(Inherited.class)) {
            String otherwise = FormatModel.isOptional(component) ? "none" : "required";
            return "from `defaults`, else " + (given.isEmpty() ? otherwise : given);
        }
        boolean collection = component.getType() == Map.class
                || component.getType() == List.class && !FormatModel.isOneOrMore(component);
        if (!given.isEmpty() || collection || FormatModel.isOptional(component)) {
            return given.isEmpty() ? "–" : given;
        }
        return "required";
    }

    private static String meaning(Doc doc) {
        if (doc == null) {
            return "";
        }
        return escaped(doc.value()) + (doc.example().isEmpty() ? "" : " Example: " + code(doc.example()));
    }

    private static String words(String... words) {
        return Stream.of(words).map(RouteFormatPage::code).collect(Collectors.joining(", "));
    }

    private static String code(String yaml) {
        return "`" + escaped(yaml) + "`";
    }

    private static String escaped(String cell) {
        return cell.replace("|", "\\|");
    }

    private static String anchor(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
    }

    private void row(String... cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
