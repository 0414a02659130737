package routes.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import routes.config.binding.FormatModel;
import routes.config.binding.InheritedDefaults;
import routes.config.yaml.YamlValue;
import routes.model.PartialRoute;
import routes.model.Problem;
import routes.model.RouteSpec;
import routes.model.SourceLocation;

/** Reads the files of routes/. A problem in one route does not affect the others. Not thread-safe: used for one reading. */
final class RoutesReader {
    private final InheritedDefaults inheritedDefaults;
    private final ConnectionNames connections;
    private final ConfigDirectory directory;
    private final BiFunction<String, byte[], RouteFileModel> files;
    private final TemplateRegistry templates = new TemplateRegistry();
    private final Map<String, SourceLocation> first = new LinkedHashMap<>();
    private final Map<String, RouteSpec> valid = new TreeMap<>();
    private final Map<String, List<Problem>> broken = new TreeMap<>();
    private final Map<String, PartialRoute> partialRoutes = new TreeMap<>();
    private final List<Problem> others = new ArrayList<>();
    private boolean whole;

    /**
     * @param files returns the parsed file, by its path and content
     * @param whole whether the directory was read completely
     */
    RoutesReader(
            InheritedDefaults inheritedDefaults,
            ConnectionNames connections,
            ConfigDirectory directory,
            BiFunction<String, byte[], RouteFileModel> files,
            boolean whole) {
        this.inheritedDefaults = inheritedDefaults;
        this.connections = connections;
        this.directory = directory;
        this.files = files;
        this.whole = whole;
    }

    Map<String, RouteSpec> valid() {
        return valid;
    }

    Map<String, List<Problem>> broken() {
        return broken;
    }

    /** The readable parts of each route, valid or not. */
    Map<String, PartialRoute> partialRoutes() {
        return partialRoutes;
    }

    /** Whether the names of all routes are known. */
    boolean isWhole() {
        return whole;
    }

    /** The problems that belong to no single route. */
    List<Problem> others() {
        return others;
    }

    /** Reads all templates before the first route, because a route may use a template of any file. */
    void read() {
        List<RouteFileModel> all = directory.yaml().entrySet().stream()
                .filter(file -> !file.getKey().equals(ConfigDirectory.HUB))
                .map(file -> files.apply(file.getKey(), file.getValue()))
                .toList();
        if (!whole || !all.stream().allMatch(RouteFileModel::namesAllTemplates)) {
            templates.mayBeIncomplete();
        }
        all.forEach(file -> file.templates().values().forEach(templates::add));
        whole &= all.stream().allMatch(RouteFileModel::namesAllRoutes);
        if (!whole) {
            connections.useAll();
            templates.useAll();
        }
        all.forEach(file -> file.routes().forEach((name, entry) -> route(name, entry, file)));
        all.forEach(file -> others.addAll(file.others()));
        others.addAll(templates.problems());
    }

    private void lint(YamlValue route, Optional<RouteSpec> spec) {
        Consumer<Problem> unlessAllowed = warning -> {
            if (spec.filter(it -> it.allow().contains(warning.lint().orElseThrow()))
                    .isEmpty()) {
                others.add(warning);
            }
        };
        new VariableLint(unlessAllowed).check(route);
    }

    private void route(String name, YamlValue.Entry entry, RouteFileModel file) {
        List<Problem> problems = file.problems(entry);
        if (!FormatModel.isName(name)) {
            problems.add(new Problem(entry.key(), FormatModel.naming(name)));
        }
        SourceLocation earlier = first.putIfAbsent(name, entry.key());
        if (earlier != null) {
            problems.add(new Problem(entry.key(), "a route with this name already exists: " + earlier.spot()));
        }
        YamlValue route = templates.expand(name, file, problems::add).orElse(entry.value());
        if (route.holdsBroken()) {
            connections.useAll();
        }
        BoundRoute bound = file.bound(name, route, inheritedDefaults);
        problems.addAll(bound.problems());
        partialRoutes.merge(name, bound.partial(), PartialRoute::and);
        ReferenceChecker references = new ReferenceChecker(connections, directory);
        bound.observations().forEach(it -> it.accept(references));
        references.check(problems::add);
        lint(route, bound.spec());
        if (bound.spec().isPresent() && problems.isEmpty()) {
            valid.put(name, bound.spec().get());
        } else {
            broken.computeIfAbsent(name, key -> new ArrayList<>()).addAll(problems);
        }
    }
}
