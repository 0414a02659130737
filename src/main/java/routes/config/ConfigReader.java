package routes.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
import routes.model.Connection;
import routes.model.Defaults;
import routes.model.HubDefinition;
import routes.model.HubFile;
import routes.model.PartialRoute;
import routes.model.Problem;
import routes.model.SourceLocation;

/**
 * Reads HUB_HOME. One reader can be used for all readings: each result is complete, but files that have not changed since the
 * last reading are not parsed again. Thread-safe.
 */
public final class ConfigReader {
    private static final String DEFAULTS = "defaults";

    /** The largest file whose model is kept: it may take many times as much memory. */
    private static final int MAX_CACHED_BYTES = 64 << 10;

    private final Function<String, Optional<String>> environment;
    private final FileCache<RouteFileModel> files = new FileCache<>(RouteFileModel::new, MAX_CACHED_BYTES);
    private InheritedDefaults inheritedDefaults = InheritedDefaults.NONE;
    private final Optional<Map<String, String>> placeholdersOfDefaults;

    /** @param environment returns the value of an environment variable, if it is set */
    public ConfigReader(Function<String, Optional<String>> environment) {
        this(environment, Optional.empty());
    }

    private ConfigReader(
            Function<String, Optional<String>> environment, Optional<Map<String, String>> placeholdersOfDefaults) {
        this.environment = environment;
        this.placeholdersOfDefaults = placeholdersOfDefaults;
    }

    /**
     * A reader that knows no secrets: of the connections it reads only names and kinds, so that the definition has none and
     * their problems are not found.
     *
     * @param placeholders the result of {@link #placeholdersOfDefaults(Path)}
     */
    public static ConfigReader withoutConnections(Map<String, String> placeholders) {
        return new ConfigReader(name -> Optional.empty(), Optional.of(placeholders));
    }

    /** The values of the placeholders under {@code defaults} in hub.yaml, as far as they can be read. Those are no secrets. */
    public Map<String, String> placeholdersOfDefaults(Path home) {
        Placeholders placeholders = new Placeholders(environment, problem -> {}, path -> {});
        ConfigDirectory.hubYaml(home)
                .flatMap(bytes -> new YamlReader(ConfigDirectory.HUB, problem -> {}).read(bytes))
                .flatMap(YamlValue::mapping)
                .flatMap(hub -> hub.get(DEFAULTS))
                .ifPresent(placeholders::resolve);
        return Map.copyOf(placeholders.resolved());
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
        Optional<HubFile> hub = placeholdersOfDefaults.isEmpty()
                ? hubYaml.flatMap(it -> hub(it, ofHub, inHub::add))
                : hubYaml.map(it -> new HubFile(Map.of(), Defaults.NONE));
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

        Map<String, byte[]> files = Collections.unmodifiableMap(folder.content());
        Optional<HubDefinition> definition = valid.map(it ->
                new HubDefinition(it.connections(), Collections.unmodifiableMap(routes.valid()), files, folder.hash()));
        List<Problem> between = new ArrayList<>();
        definition.ifPresent(it -> new RouteRelations(it, between::add).lint());
        Stream<Problem> all = Stream.of(
                        List.of(reported, inHub, routes.others(), between),
                        routes.broken().values())
                .flatMap(Collection::stream)
                .flatMap(Collection::stream);
        Map<String, List<Problem>> byRoute = new TreeMap<>();
        routes.broken().forEach((name, problems) -> byRoute.put(name, sorted(problems.stream())));
        Map<String, PartialRoute> partialRoutes = new TreeMap<>(routes.partialRoutes());
        partialRoutes.keySet().removeIf(name -> valid.isPresent() && !byRoute.containsKey(name));
        return new ReadResult(
                definition,
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
     * Reads the connections of a file in the form of hub.yaml, such as those with the credentials of an administrator.
     *
     * @param problems receives what is wrong with it
     */
    public Map<String, Connection> connections(Path file, Consumer<Problem> problems) {
        SourceLocation whole = new SourceLocation(file.toString(), 0, 0, "");
        try {
            return new YamlReader(file.toString(), problems)
                    .read(Files.readAllBytes(file))
                    .map(new Placeholders(environment, problems, secret -> {})::resolve)
                    .flatMap(YamlValue::mapping)
                    .flatMap(yaml -> new Binder(InheritedDefaults.NONE, Binder.Observer.NONE, problems)
                            .bind(HubFile.class, yaml))
                    .map(HubFile::connections)
                    .orElseGet(Map::of);
        } catch (IOException e) {
            problems.accept(new Problem(whole, "the file cannot be read"));
            return Map.of();
        }
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
                .map(yaml -> placeholdersOfDefaults
                        .map(values -> withDefaults(yaml, Placeholders.given(values, problems)))
                        .orElseGet(() -> new Placeholders(environment, problems, secrets).resolve(yaml)))
                .flatMap(yaml -> {
                    if (yaml.mapping().isEmpty() && !yaml.broken()) {
                        String keys = String.join(", ", FormatModel.keys(HubFile.class));
                        String message = "must be a mapping with " + keys + ", but is " + yaml.noun();
                        problems.accept(new Problem(yaml.location(), message));
                    }
                    return yaml.mapping();
                });
    }

    /** Replaces the placeholders under {@code defaults}, and leaves the others as they are written. */
    private static YamlValue withDefaults(YamlValue yaml, Placeholders placeholders) {
        Optional<YamlValue.Mapping> hub = yaml.mapping();
        Map<String, YamlValue.Entry> entries = new LinkedHashMap<>();
        hub.ifPresent(mapping -> entries.putAll(mapping.entries()));
        entries.computeIfPresent(
                DEFAULTS, (key, entry) -> new YamlValue.Entry(entry.key(), placeholders.resolve(entry.value())));
        return hub.<YamlValue>map(mapping -> new YamlValue.Mapping(mapping.location(), entries))
                .orElse(yaml);
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
        Optional<YamlValue> defaults = hub.flatMap(it -> it.get(DEFAULTS));
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
