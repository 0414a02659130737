package routes.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import routes.config.binding.Binder;
import routes.config.binding.FormatModel;
import routes.config.binding.InheritedDefaults;
import routes.config.binding.ScalarBinder;
import routes.config.yaml.Placeholders;
import routes.config.yaml.YamlReader;
import routes.config.yaml.YamlValue;
import routes.model.HubFile;
import routes.model.RouteFile;
import routes.model.RouteSpec;
import routes.model.RouteTemplate;
import routes.model.TemplateUse;
import routes.model.format.Inline;

class ValidFixturesTest {

    private static Stream<Path> fixtures() {
        return ConfigFixture.fixtures("valid");
    }

    @TestFactory
    Stream<DynamicTest> haveNoProblem() {
        return fixtures().map(fixture -> dynamicTest(fixture.getFileName().toString(), () -> hasNoProblem(fixture)));
    }

    private static void hasNoProblem(Path fixture) {
        ReadResult reading = ConfigFixture.read(fixture);

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.problemsByRoute()).isEmpty();
        assertThat(reading.definition()).isPresent();
    }

    /** A key that no example shows is a key that nobody tested. */
    @Test
    void useEveryKeyOfTheFormat() {
        // given
        Set<String> keys = new TreeSet<>();
        collect(HubFile.class, keys);
        collect(RouteFile.class, keys);
        // when
        Set<String> written = new TreeSet<>();
        fixtures().forEach(fixture -> write(fixture, written));
        // then
        assertThat(keys)
                .contains("RetrySpec.attempts", "Jq.text", "RouteFile.routes", "Drop")
                .hasSizeGreaterThan(80);
        assertThat(written).isEqualTo(keys);
    }

    private static void collect(Type generic, Set<String> keys) {
        if (generic instanceof ParameterizedType parameterized) {
            Stream.of(parameterized.getActualTypeArguments()).forEach(argument -> collect(argument, keys));
        } else if (((Class<?>) generic).isSealed()) {
            Stream.of(((Class<?>) generic).getPermittedSubclasses()).forEach(member -> collect(member, keys));
        } else if (((Class<?>) generic).isRecord() && !new ScalarBinder(problem -> {}).reads((Class<?>) generic)) {
            Class<?> type = (Class<?>) generic;
            if (FormatModel.isWord(type)) {
                keys.add(type.getSimpleName());
            }
            for (RecordComponent component : FormatModel.components(type)) {
                if (keys.add(name(component.getDeclaringRecord(), FormatModel.key(component)))) {
                    collect(component.getGenericType(), keys);
                }
            }
        }
    }

    private static void write(Path fixture, Set<String> written) {
        ConfigDirectory folder = new ConfigDirectory(fixture, Map.of(), problem -> {});
        Binder.Observer observer = new Binder.Observer() {
            @Override
            public void bound(Object made, YamlValue from) {
                Class<?> type = made.getClass();
                if (FormatModel.isWord(type)) {
                    written.add(type.getSimpleName());
                } else if (type.isAnnotationPresent(Inline.class)) {
                    written.add(name(type, FormatModel.content(type).getName()));
                } else {
                    from.mapping().ifPresent(it -> it.entries().keySet().forEach(key -> written.add(name(type, key))));
                }
            }

            @Override
            public void failed(Class<?> union) {}
        };
        Map<String, byte[]> files = new TreeMap<>(folder.yaml());
        YamlValue hub = new Placeholders(name -> Optional.empty(), problem -> {}, secret -> {})
                .resolve(new YamlReader("hub.yaml", problem -> {})
                        .read(files.remove("hub.yaml"))
                        .orElseThrow());
        InheritedDefaults defaults = hub.mapping()
                .flatMap(it -> it.get("defaults"))
                .flatMap(YamlValue::mapping)
                .map(InheritedDefaults::of)
                .orElse(InheritedDefaults.NONE);
        Binder binder = new Binder(defaults, observer, problem -> {});
        binder.bind(HubFile.class, hub);
        List<RouteFileModel> sheets = files.entrySet().stream()
                .map(file -> new RouteFileModel(file.getKey(), file.getValue()))
                .toList();
        TemplateRegistry templates = new TemplateRegistry();
        sheets.forEach(sheet -> sheet.templates().values().forEach(templates::add));
        files.forEach((file, bytes) -> new YamlReader(file, problem -> {})
                .read(bytes)
                .flatMap(YamlValue::mapping)
                .flatMap(top -> top.get("templates"))
                .flatMap(YamlValue::mapping)
                .ifPresent(all -> all.entries().values().forEach(template -> {
                    written.add(name(RouteFile.class, "templates"));
                    writeParameters(template.value(), binder, written);
                })));
        sheets.forEach(sheet -> sheet.routes().forEach((name, entry) -> {
            written.add(name(RouteFile.class, "routes"));
            Optional<YamlValue> made = templates.expand(name, sheet, problem -> {});
            binder.bind(RouteSpec.class, made.orElse(entry.value()));
            made.flatMap(route -> entry.value().mapping())
                    .ifPresent(use -> use.entries().keySet().forEach(key -> written.add(name(TemplateUse.class, key))));
        }));
    }

    private static void writeParameters(YamlValue template, Binder binder, Set<String> written) {
        template.mapping()
                .flatMap(it -> it.get("parameters"))
                .flatMap(YamlValue::mapping)
                .ifPresent(parameters -> {
                    written.add(name(RouteTemplate.class, "parameters"));
                    parameters
                            .entries()
                            .values()
                            .forEach(entry -> binder.bind(RouteTemplate.Parameter.class, entry.value()));
                });
    }

    private static String name(Class<?> type, String key) {
        return type.getSimpleName() + "." + key;
    }
}
