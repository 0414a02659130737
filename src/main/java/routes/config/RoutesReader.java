package routes.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import routes.config.binding.FormatModel;
import routes.config.binding.InheritedDefaults;
import routes.config.yaml.YamlValue;
import routes.model.PartialRoute;
import routes.model.Problem;
import routes.model.RouteSpec;
import routes.model.SourceLocation;

/** Reads the files of routes/, each route for itself. */
final class RoutesReader {
    private final InheritedDefaults heritage;
    private final ConnectionNames brokers;
    private final ConfigDirectory folder;
    private final BiFunction<String, byte[], RouteFileModel> sheets;
    private final TemplateRegistry templates = new TemplateRegistry();
    private final Map<String, SourceLocation> first = new LinkedHashMap<>();
    private final Map<String, RouteSpec> sound = new TreeMap<>();
    private final Map<String, List<Problem>> broken = new TreeMap<>();
    private final Map<String, PartialRoute> drafts = new TreeMap<>();
    private final List<Problem> others = new ArrayList<>();
    private boolean whole;

    /**
     * @param sheets of a file, by its path and what it holds
     * @param whole whether the folder holds every file that there is
     */
    RoutesReader(
            InheritedDefaults heritage,
            ConnectionNames brokers,
            ConfigDirectory folder,
            BiFunction<String, byte[], RouteFileModel> sheets,
            boolean whole) {
        this.heritage = heritage;
        this.brokers = brokers;
        this.folder = folder;
        this.sheets = sheets;
        this.whole = whole;
    }

    Map<String, RouteSpec> sound() {
        return sound;
    }

    Map<String, List<Problem>> broken() {
        return broken;
    }

    /** What could be read of each route, sound or not. */
    Map<String, PartialRoute> drafts() {
        return drafts;
    }

    /** Whether the names of all routes are known. */
    boolean isWhole() {
        return whole;
    }

    /** The problems that are no single route's. */
    List<Problem> others() {
        return others;
    }

    /** All templates before the first route: any file may define what another one uses. */
    void read() {
        List<RouteFileModel> all = folder.yaml().entrySet().stream()
                .filter(file -> !file.getKey().equals(ConfigDirectory.HUB))
                .map(file -> sheets.apply(file.getKey(), file.getValue()))
                .toList();
        if (!whole || !all.stream().allMatch(RouteFileModel::namesAllTemplates)) {
            templates.areNotAll();
        }
        all.forEach(sheet -> sheet.templates().values().forEach(templates::add));
        whole &= all.stream().allMatch(RouteFileModel::namesAllRoutes);
        if (!whole) {
            brokers.useAll();
            templates.useAll();
        }
        all.forEach(sheet -> sheet.routes().forEach((name, entry) -> route(name, entry, sheet)));
        all.forEach(sheet -> others.addAll(sheet.others()));
        others.addAll(templates.problems());
    }

    private void route(String name, YamlValue.Entry entry, RouteFileModel sheet) {
        List<Problem> problems = sheet.problems(entry);
        if (!FormatModel.isName(name)) {
            problems.add(new Problem(entry.key(), FormatModel.naming(name)));
        }
        SourceLocation earlier = first.putIfAbsent(name, entry.key());
        if (earlier != null) {
            problems.add(new Problem(entry.key(), "there is a route of this name already: " + earlier.spot()));
        }
        YamlValue route = templates.made(name, sheet, problems::add).orElse(entry.value());
        if (route.holdsBroken()) {
            brokers.useAll();
        }
        BoundRoute bound = sheet.bound(name, route, heritage);
        problems.addAll(bound.problems());
        drafts.merge(name, bound.draft(), PartialRoute::and);
        ReferenceChecker references = new ReferenceChecker(brokers, folder);
        bound.testimony().forEach(it -> it.accept(references));
        references.check(problems::add);
        if (bound.plan().isPresent() && problems.isEmpty()) {
            sound.put(name, bound.plan().get());
        } else {
            broken.computeIfAbsent(name, key -> new ArrayList<>()).addAll(problems);
        }
    }
}
