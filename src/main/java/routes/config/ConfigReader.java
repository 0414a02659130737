package routes.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import routes.config.binding.Binder;
import routes.config.binding.FormatModel;
import routes.config.binding.InheritedDefaults;
import routes.config.yaml.Placeholders;
import routes.config.yaml.YamlReader;
import routes.config.yaml.YamlValue;
import routes.model.HubDefinition;
import routes.model.HubFile;
import routes.model.PartialRoute;
import routes.model.Problem;

/**
 * Reads HUB_HOME. May be shared, and asked again whenever the files change: each reading is whole, though what has not changed
 * since the last is not read anew. Thread-safe.
 */
public final class ConfigReader {
    private final Function<String, Optional<String>> environment;
    private final FileCache<RouteFileModel> sheets = new FileCache<>(RouteFileModel::new);
    private InheritedDefaults heritage = InheritedDefaults.NONE;

    /** @param environment the value of an environment variable, where it is set */
    public ConfigReader(Function<String, Optional<String>> environment) {
        this.environment = environment;
    }

    /** Reads all that is there, and never fails: what is wrong is in what it returns. */
    public ReadResult read(Path home) {
        return read(home, Map.of());
    }

    /**
     * As {@link #read(Path)}, and as if some route files had been written already.
     *
     * @param instead what is taken for a file, whatever is there, by its path; what is empty is taken for missing
     */
    public ReadResult read(Path home, Map<String, byte[]> instead) {
        List<Problem> told = new ArrayList<>();
        ConfigDirectory folder = new ConfigDirectory(home, instead, told::add);

        List<Problem> inHub = new ArrayList<>();
        Set<Path> secrets = new HashSet<>();
        Optional<YamlValue.Mapping> hubYaml = hubYaml(folder, inHub::add, secrets::add);
        ConnectionNames brokers = new ConnectionNames(hubYaml.flatMap(ConfigReader::connections));
        ReferenceChecker ofHub = new ReferenceChecker(brokers, folder);
        Optional<HubFile> hub = hubYaml.flatMap(it -> hub(it, ofHub, inHub::add));
        Optional<HubFile> sound = hub.filter(it -> inHub.isEmpty());
        ofHub.check(inHub::add);

        RoutesReader routes = new RoutesReader(
                lasting(heritage(hubYaml)),
                brokers,
                folder,
                // What is only tried does not push out what is there.
                (file, bytes) -> instead.containsKey(file) ? new RouteFileModel(file, bytes) : sheets.of(file, bytes),
                !folder.mayHideRoutes());
        routes.read();
        if (instead.isEmpty()) {
            sheets.keep(folder.yaml().keySet());
        }
        brokers.tellUnused(inHub::add);

        Stream<Problem> all = Stream.of(
                        List.of(told, inHub, routes.others()), routes.broken().values())
                .flatMap(Collection::stream)
                .flatMap(Collection::stream);
        Map<String, List<Problem>> byRoute = new TreeMap<>();
        routes.broken().forEach((name, problems) -> byRoute.put(name, sorted(problems.stream())));
        Map<String, PartialRoute> drafts = new TreeMap<>(routes.drafts());
        drafts.keySet().removeIf(name -> sound.isPresent() && !byRoute.containsKey(name));
        Map<String, byte[]> files = Collections.unmodifiableMap(folder.content());
        return new ReadResult(
                sound.map(it -> new HubDefinition(
                        it.connections(), Collections.unmodifiableMap(routes.sound()), files, folder.hash())),
                sorted(all),
                Collections.unmodifiableMap(byRoute),
                Collections.unmodifiableMap(drafts),
                files,
                Collections.unmodifiableMap(folder.yaml()),
                Set.copyOf(secrets),
                routes.isWhole(),
                folder.camel(),
                folder.state(told, secrets));
    }

    /**
     * What HUB_HOME and these other files hold, as one figure: where it is the same twice, nothing was changed between.
     *
     * @param secrets those that the last reading named
     */
    public static String state(Path home, Set<Path> secrets) {
        List<Problem> told = new ArrayList<>();
        ConfigDirectory folder = new ConfigDirectory(home, Map.of(), told::add);
        return folder.state(told, secrets);
    }

    private Optional<YamlValue.Mapping> hubYaml(
            ConfigDirectory folder, Consumer<Problem> problems, Consumer<Path> secrets) {
        return Optional.ofNullable(folder.yaml().get(ConfigDirectory.HUB))
                .flatMap(bytes -> new YamlReader(ConfigDirectory.HUB, problems).read(bytes))
                .map(new Placeholders(environment, problems, secrets)::resolve)
                .flatMap(yaml -> {
                    if (yaml.mapping().isEmpty() && !yaml.broken()) {
                        String keys = String.join(", ", FormatModel.keys(HubFile.class));
                        String message = "must be a mapping with " + keys + ", but is " + yaml.noun();
                        problems.accept(new Problem(yaml.location(), message));
                    }
                    return yaml.mapping();
                });
    }

    private static Optional<HubFile> hub(
            YamlValue.Mapping yaml, ReferenceChecker references, Consumer<Problem> problems) {
        connections(yaml)
                .ifPresent(connections -> connections.entries().forEach((name, entry) -> {
                    if (!FormatModel.isName(name)) {
                        problems.accept(new Problem(entry.key(), FormatModel.naming(name)));
                    }
                }));
        return new Binder(InheritedDefaults.NONE, references, problems).bind(HubFile.class, yaml);
    }

    /** What stands under connections; nothing at all where that is no mapping. */
    private static Optional<YamlValue.Mapping> connections(YamlValue.Mapping hub) {
        YamlValue none = new YamlValue.Mapping(hub.location(), Map.of());
        return hub.get("connections").or(() -> Optional.of(none)).flatMap(YamlValue::mapping);
    }

    /** The same one as long as it says the same, so that nobody need compare or keep many. */
    private synchronized InheritedDefaults lasting(InheritedDefaults now) {
        heritage = heritage.equals(now) ? heritage : now;
        return heritage;
    }

    private static InheritedDefaults heritage(Optional<YamlValue.Mapping> hub) {
        Optional<YamlValue> defaults = hub.flatMap(it -> it.get("defaults"));
        if (hub.isPresent() && defaults.isEmpty()) {
            return InheritedDefaults.NONE;
        }
        return defaults.flatMap(YamlValue::mapping).map(InheritedDefaults::of).orElse(InheritedDefaults.UNKNOWN);
    }

    /** Each once: what is wrong in the defaults is met again by every route that inherits it. */
    private static List<Problem> sorted(Stream<Problem> problems) {
        return List.copyOf(problems.collect(Collectors.toCollection(TreeSet::new)));
    }
}
