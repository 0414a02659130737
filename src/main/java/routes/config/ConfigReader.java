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
 * Reads HUB_HOME. One reader can be used for all readings: each result is complete, but files that have not changed since the
 * last reading are not parsed again. Thread-safe.
 */
public final class ConfigReader {
    private final Function<String, Optional<String>> environment;
    private final FileCache<RouteFileModel> files = new FileCache<>(RouteFileModel::new);
    private InheritedDefaults inheritedDefaults = InheritedDefaults.NONE;

    /** @param environment returns the value of an environment variable, if it is set */
    public ConfigReader(Function<String, Optional<String>> environment) {
        this.environment = environment;
    }

    /** Reads all files. Never throws because of their content: the result lists the problems. */
    public ReadResult read(Path home) {
        return read(home, Map.of());
    }

    /**
     * Like {@link #read(Path)}, but as if some route files had already been changed.
     *
     * @param overrides contents that replace files, by path; an empty one stands for a file that does not exist
     */
    public ReadResult read(Path home, Map<String, byte[]> overrides) {
        List<Problem> reported = new ArrayList<>();
        ConfigDirectory folder = new ConfigDirectory(home, overrides, reported::add);

        List<Problem> inHub = new ArrayList<>();
        Set<Path> secrets = new HashSet<>();
        Optional<YamlValue.Mapping> hubYaml = hubYaml(folder, inHub::add, secrets::add);
        ConnectionNames connectionNames = new ConnectionNames(hubYaml.flatMap(ConfigReader::connections));
        ReferenceChecker ofHub = new ReferenceChecker(connectionNames, folder);
        Optional<HubFile> hub = hubYaml.flatMap(it -> hub(it, ofHub, inHub::add));
        Optional<HubFile> valid = hub.filter(it -> inHub.isEmpty());
        ofHub.check(inHub::add);

        RoutesReader routes = new RoutesReader(
                canonical(inheritedDefaults(hubYaml)),
                connectionNames,
                folder,
                // Replaced contents are not cached: they must not evict the files that exist.
                (file, bytes) -> overrides.containsKey(file) ? new RouteFileModel(file, bytes) : files.of(file, bytes),
                !folder.mayHideRoutes());
        routes.read();
        if (overrides.isEmpty()) {
            files.keep(folder.yaml().keySet());
        }
        connectionNames.reportUnused(inHub::add);
        hubYaml.flatMap(it -> it.get("defaults")).ifPresent(new VariableLint(inHub::add)::check);

        Stream<Problem> all = Stream.of(
                        List.of(reported, inHub, routes.others()),
                        routes.broken().values())
                .flatMap(Collection::stream)
                .flatMap(Collection::stream);
        Map<String, List<Problem>> byRoute = new TreeMap<>();
        routes.broken().forEach((name, problems) -> byRoute.put(name, sorted(problems.stream())));
        Map<String, PartialRoute> partialRoutes = new TreeMap<>(routes.partialRoutes());
        partialRoutes.keySet().removeIf(name -> valid.isPresent() && !byRoute.containsKey(name));
        Map<String, byte[]> files = Collections.unmodifiableMap(folder.content());
        return new ReadResult(
                valid.map(it -> new HubDefinition(
                        it.connections(), Collections.unmodifiableMap(routes.valid()), files, folder.hash())),
                sorted(all),
                Collections.unmodifiableMap(byRoute),
                Collections.unmodifiableMap(partialRoutes),
                files,
                Collections.unmodifiableMap(folder.yaml()),
                Set.copyOf(secrets),
                routes.isWhole(),
                folder.camel(),
                folder.state(reported, secrets));
    }

    /**
     * A hash of HUB_HOME and of the files with secrets. It changes if and only if one of them changes.
     *
     * @param secrets the files with secrets that the last reading found
     */
    public static String state(Path home, Set<Path> secrets) {
        List<Problem> reported = new ArrayList<>();
        ConfigDirectory folder = new ConfigDirectory(home, Map.of(), reported::add);
        return folder.state(reported, secrets);
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

    /** The mapping under {@code connections}; empty if the key has another kind of value. */
    private static Optional<YamlValue.Mapping> connections(YamlValue.Mapping hub) {
        YamlValue none = new YamlValue.Mapping(hub.location(), Map.of());
        return hub.get("connections").or(() -> Optional.of(none)).flatMap(YamlValue::mapping);
    }

    /** Returns the previous instance if the new one is equal, so that callers can compare by identity. */
    private synchronized InheritedDefaults canonical(InheritedDefaults now) {
        inheritedDefaults = inheritedDefaults.equals(now) ? inheritedDefaults : now;
        return inheritedDefaults;
    }

    private static InheritedDefaults inheritedDefaults(Optional<YamlValue.Mapping> hub) {
        Optional<YamlValue> defaults = hub.flatMap(it -> it.get("defaults"));
        if (hub.isPresent() && defaults.isEmpty()) {
            return InheritedDefaults.NONE;
        }
        return defaults.flatMap(YamlValue::mapping).map(InheritedDefaults::of).orElse(InheritedDefaults.UNKNOWN);
    }

    /** Sorts problems and removes duplicates: a problem in the defaults is found again by every route that inherits them. */
    private static List<Problem> sorted(Stream<Problem> problems) {
        return List.copyOf(problems.collect(Collectors.toCollection(TreeSet::new)));
    }
}
