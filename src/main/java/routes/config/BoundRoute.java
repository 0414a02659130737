package routes.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import routes.config.binding.Binder;
import routes.config.binding.DraftCollector;
import routes.config.binding.InheritedDefaults;
import routes.config.yaml.YamlValue;
import routes.model.PartialRoute;
import routes.model.Problem;
import routes.model.RouteSpec;
import routes.model.TargetSpec;
import routes.support.DidYouMean;

/**
 * The result of binding one route and its inherited defaults, independent of the rest of HUB_HOME.
 *
 * @param spec the route, if all of it could be read; it may have problems all the same
 * @param partial the readable parts of it
 * @param observations replays to an observer what the binder reported while it read the route
 */
record BoundRoute(
        YamlValue route,
        InheritedDefaults inheritedDefaults,
        Optional<RouteSpec> spec,
        PartialRoute partial,
        List<Problem> problems,
        List<Consumer<Binder.Observer>> observations) {

    static BoundRoute of(YamlValue route, InheritedDefaults inheritedDefaults) {
        List<Problem> problems = new ArrayList<>();
        RecordedObservations observations = new RecordedObservations();
        Optional<RouteSpec> spec =
                new Binder(inheritedDefaults, observations, problems::add).bind(RouteSpec.class, route);
        spec.ifPresent(it -> checkLabels(it, route, problems::add));
        DraftCollector collector = new DraftCollector();
        observations.given.forEach(it -> it.accept(collector));
        return new BoundRoute(route, inheritedDefaults, spec, collector.draft(), problems, observations.given);
    }

    /** Whether this was read from these two objects. Compares by identity, because equal values may have other locations. */
    boolean isOf(YamlValue tree, InheritedDefaults inherited) {
        return route == tree && inheritedDefaults == inherited;
    }

    /** Records what the binder reports, to replay it later. */
    private static final class RecordedObservations implements Binder.Observer {
        private final List<Consumer<Binder.Observer>> given = new ArrayList<>();

        @Override
        public void bound(Object made, YamlValue from) {
            given.add(observer -> observer.bound(made, from));
        }

        @Override
        public void failed(Class<?> union) {
            given.add(observer -> observer.failed(union));
        }
    }

    /** Reports tests that expect a target which the route does not have. */
    private static void checkLabels(RouteSpec spec, YamlValue route, Consumer<Problem> problems) {
        DidYouMean known =
                new DidYouMean(spec.targets().stream().map(TargetSpec::label).toList());
        route.mapping()
                .flatMap(it -> it.get("tests"))
                .flatMap(YamlValue::sequence)
                .ifPresent(tests -> tests.items().stream()
                        .flatMap(test -> test.mapping().stream())
                        .flatMap(test -> test.get("expect").flatMap(YamlValue::mapping).stream())
                        .flatMap(expect -> expect.get("to").stream())
                        .flatMap(to -> to.sequence().map(YamlValue.Sequence::items).orElse(List.of(to)).stream())
                        .flatMap(label -> label.scalar().stream())
                        .filter(label -> !known.knows(label.text()))
                        .forEach(label -> problems.accept(new Problem(
                                label.location(),
                                "the route has no target " + label.shown() + known.hint(label.text())))));
    }
}
