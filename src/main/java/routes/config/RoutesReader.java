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
import routes.definition.RouteFile;
import routes.definition.RoutePlan;

/** Reads the files of routes/, each route for itself. */
final class RoutesReader {
    private final Heritage heritage;
    private final Brokers brokers;
    private final HomeFolder folder;
    private final Map<String, Place> first = new LinkedHashMap<>();
    private final Map<String, RoutePlan> sound = new TreeMap<>();
    private final Map<String, List<Problem>> broken = new TreeMap<>();
    private final Map<String, Draft> drafts = new TreeMap<>();
    private final List<Problem> others = new ArrayList<>();
    private boolean whole = true;

    RoutesReader(Heritage heritage, Brokers brokers, HomeFolder folder) {
        this.heritage = heritage;
        this.brokers = brokers;
        this.folder = folder;
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

    void read(String file, byte[] bytes) {
        List<Problem> structural = new ArrayList<>();
        Optional<Yaml> yaml = new YamlFile(file, structural::add)
                .read(bytes)
                .map(new Placeholders(name -> Optional.empty(), structural::add, path -> {})::refuse);
        if (yaml.isEmpty()) {
            brokers.useAll();
        }
        Optional<Yaml.Mapping> routes = yaml.flatMap(it -> routes(it, structural::add));
        whole &= routes.isPresent();
        routes.ifPresent(mapping -> mapping.entries().forEach((name, entry) -> {
            String path = entry.key().path();
            List<Problem> own = new ArrayList<>();
            // By the path, not by equality: two problems of one message are equal wherever they are.
            structural.removeIf(it -> isUnder(it.place().path(), path) && own.add(it));
            route(name, entry, own);
        }));
        others.addAll(structural);
    }

    private Optional<Yaml.Mapping> routes(Yaml file, Consumer<Problem> problems) {
        if (file.broken()) {
            return Optional.empty();
        }
        Optional<Yaml.Mapping> mapping = file.mapping();
        Optional<Yaml> routes = mapping.flatMap(it -> it.get("routes"));
        if (mapping.isEmpty()) {
            problems.accept(new Problem(file.place(), "must be a mapping with routes, but is " + file.noun()));
        } else {
            Binder binder = new Binder(heritage, new References(brokers, folder), problems);
            if (binder.knowsKeys(RouteFile.class, mapping.get()) && routes.isEmpty()) {
                problems.accept(new Problem(file.place(), "the key 'routes' is missing"));
            }
        }
        routes.filter(it -> !it.broken() && it.mapping().isEmpty())
                .ifPresent(it -> problems.accept(new Problem(it.place(), "must be a mapping, but is " + it.noun())));
        return routes.flatMap(Yaml::mapping);
    }

    private void route(String name, Yaml.Entry entry, List<Problem> problems) {
        if (!Format.isName(name)) {
            problems.add(new Problem(entry.key(), Format.naming(name)));
        }
        Place earlier = first.putIfAbsent(name, entry.key());
        if (earlier != null) {
            String where = earlier.file() + ":" + earlier.line() + ":" + earlier.column();
            problems.add(new Problem(entry.key(), "there is a route of this name already: " + where));
        }
        References references = new References(brokers, folder);
        Drafting drafting = new Drafting(references);
        Optional<RoutePlan> plan = new Binder(heritage, drafting, problems::add).bind(RoutePlan.class, entry.value());
        drafts.merge(name, drafting.draft(), Draft::and);
        references.check(problems::add);
        plan.ifPresent(it -> labels(it, entry.value(), problems::add));
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

    private static boolean isUnder(String path, String route) {
        return path.equals(route) || path.startsWith(route + ".") || path.startsWith(route + "[");
    }
}
