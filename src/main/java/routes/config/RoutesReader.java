package routes.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import routes.definition.Destination;
import routes.definition.Draft;
import routes.definition.Place;
import routes.definition.Problem;
import routes.definition.RoutePlan;

/** Reads the files of routes/, each route for itself. */
final class RoutesReader {
    private final Heritage heritage;
    private final Brokers brokers;
    private final HomeFolder folder;
    private final Pages pages;
    private final Templates templates = new Templates();
    private final Map<String, Place> first = new LinkedHashMap<>();
    private final Map<String, RoutePlan> sound = new TreeMap<>();
    private final Map<String, List<Problem>> broken = new TreeMap<>();
    private final Map<String, Draft> drafts = new TreeMap<>();
    private final List<Problem> others = new ArrayList<>();
    private boolean whole;

    /** @param whole whether the folder holds every file that there is */
    RoutesReader(Heritage heritage, Brokers brokers, HomeFolder folder, Pages pages, boolean whole) {
        this.heritage = heritage;
        this.brokers = brokers;
        this.folder = folder;
        this.pages = pages;
        this.whole = whole;
    }

    Map<String, RoutePlan> sound() {
        return sound;
    }

    Map<String, List<Problem>> broken() {
        return broken;
    }

    /** What could be read of each route, sound or not. */
    Map<String, Draft> drafts() {
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
        List<RouteSheet> sheets = folder.yaml().entrySet().stream()
                .filter(file -> !file.getKey().equals(HomeFolder.HUB))
                .map(file -> new RouteSheet(file.getKey(), file.getValue(), pages))
                .toList();
        if (!whole || !sheets.stream().allMatch(RouteSheet::namesAllTemplates)) {
            templates.areNotAll();
        }
        sheets.forEach(sheet ->
                sheet.templates().forEach((name, entry) -> templates.add(name, entry, sheet.take(entry.key()))));
        whole &= sheets.stream().allMatch(RouteSheet::namesAllRoutes);
        if (!whole) {
            brokers.useAll();
            templates.useAll();
        }
        sheets.forEach(sheet -> sheet.routes().forEach((name, entry) -> route(name, entry, sheet.take(entry.key()))));
        sheets.forEach(sheet -> others.addAll(sheet.problems()));
        others.addAll(templates.problems());
    }

    private void route(String name, Yaml.Entry entry, List<Problem> problems) {
        if (!Format.isName(name)) {
            problems.add(new Problem(entry.key(), Format.naming(name)));
        }
        Place earlier = first.putIfAbsent(name, entry.key());
        if (earlier != null) {
            problems.add(new Problem(entry.key(), "there is a route of this name already: " + earlier.spot()));
        }
        Yaml route = templates.route(name, entry, problems::add);
        if (route.holdsBroken()) {
            brokers.useAll();
        }
        References references = new References(brokers, folder);
        Drafting drafting = new Drafting(references);
        Optional<RoutePlan> plan = new Binder(heritage, drafting, problems::add).bind(RoutePlan.class, route);
        drafts.merge(name, drafting.draft(), Draft::and);
        references.check(problems::add);
        plan.ifPresent(it -> labels(it, route, problems::add));
        if (plan.isPresent() && problems.isEmpty()) {
            sound.put(name, plan.get());
        } else {
            broken.computeIfAbsent(name, key -> new ArrayList<>()).addAll(problems);
        }
    }

    /** An example that expects a target which the route does not have can never come true. */
    private static void labels(RoutePlan plan, Yaml route, Consumer<Problem> problems) {
        Nearest known =
                new Nearest(plan.destinations().stream().map(Destination::label).toList());
        route.mapping()
                .flatMap(it -> it.get("tests"))
                .flatMap(Yaml::sequence)
                .ifPresent(tests -> tests.items().stream()
                        .flatMap(test -> test.mapping().stream())
                        .flatMap(test -> test.get("expect").flatMap(Yaml::mapping).stream())
                        .flatMap(expect -> expect.get("to").stream())
                        .flatMap(to -> to.sequence().map(Yaml.Sequence::items).orElse(List.of(to)).stream())
                        .flatMap(label -> label.scalar().stream())
                        .filter(label -> !known.knows(label.text()))
                        .forEach(label -> problems.accept(new Problem(
                                label.place(),
                                "the route has no target " + label.shown() + known.hint(label.text())))));
    }
}
