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
 * What a route and its defaults were read as, whatever else HUB_HOME holds.
 *
 * @param plan present where it could be read as a whole, as it can with a problem too
 * @param draft what could be read of it
 * @param testimony tells a witness what it would have been told
 */
record BoundRoute(
        YamlValue route,
        InheritedDefaults heritage,
        Optional<RouteSpec> plan,
        PartialRoute draft,
        List<Problem> problems,
        List<Consumer<Binder.Witness>> testimony) {

    static BoundRoute of(YamlValue route, InheritedDefaults heritage) {
        List<Problem> problems = new ArrayList<>();
        Testimony testimony = new Testimony();
        Optional<RouteSpec> plan = new Binder(heritage, testimony, problems::add).bind(RouteSpec.class, route);
        plan.ifPresent(it -> labels(it, route, problems::add));
        DraftCollector drafting = new DraftCollector();
        testimony.given.forEach(it -> it.accept(drafting));
        return new BoundRoute(route, heritage, plan, drafting.draft(), problems, testimony.given);
    }

    /** Whether it was read of these very things: what is equal may stand at other places. */
    boolean isOf(YamlValue tree, InheritedDefaults inherited) {
        return route == tree && heritage == inherited;
    }

    /** What the binder told its witness. */
    private static final class Testimony implements Binder.Witness {
        private final List<Consumer<Binder.Witness>> given = new ArrayList<>();

        @Override
        public void bound(Object made, YamlValue from) {
            given.add(witness -> witness.bound(made, from));
        }

        @Override
        public void failed(Class<?> union) {
            given.add(witness -> witness.failed(union));
        }
    }

    /** An example that expects a target which the route does not have can never come true. */
    private static void labels(RouteSpec spec, YamlValue route, Consumer<Problem> problems) {
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
