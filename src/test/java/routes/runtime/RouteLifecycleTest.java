package routes.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import routes.runtime.RouteLifecycle.Phase;

class RouteLifecycleTest {

    private static final Map<Phase, Set<Phase>> ALLOWED = Map.of(
            Phase.WAITING, Set.of(Phase.STARTING, Phase.STOPPED, Phase.STOPPING),
            Phase.STARTING, Set.of(Phase.RUNNING, Phase.WAITING),
            Phase.RUNNING, Set.of(Phase.PAUSED, Phase.STOPPING),
            Phase.PAUSED, Set.of(Phase.RUNNING, Phase.STOPPING),
            Phase.STOPPING, Set.of(Phase.STOPPING, Phase.STOPPED, Phase.RUNNING, Phase.PAUSED, Phase.RETIRED),
            Phase.STOPPED, Set.of(Phase.WAITING, Phase.STARTING, Phase.STOPPING),
            Phase.RETIRED, Set.of());

    private static final Set<Phase> STARTED = Set.of(Phase.RUNNING, Phase.PAUSED, Phase.STOPPING);

    @TestFactory
    Stream<DynamicTest> goesWhereItMayAndNowhereElse() {
        return Arrays.stream(Phase.values())
                .flatMap(from ->
                        Arrays.stream(Phase.values()).map(to -> dynamicTest(from + " to " + to, () -> goes(from, to))));
    }

    private static void goes(Phase from, Phase to) {
        RouteLifecycle route = at(from);

        assertThat(route.isStarted()).isEqualTo(STARTED.contains(from));
        if (ALLOWED.get(from).contains(to)) {
            route.become(to);
            assertThat(route.phase()).isEqualTo(to);
        } else {
            assertThatThrownBy(() -> route.become(to))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(from + " cannot become " + to);
            assertThat(route.phase()).isEqualTo(from);
        }
    }

    @Test
    void beginsStopped() {
        assertThat(new RouteLifecycle().phase()).isEqualTo(Phase.STOPPED);
    }

    @Test
    void isRetiredForGood() {
        assertThat(ALLOWED.get(Phase.RETIRED)).isEmpty();
        assertThat(paths().keySet()).containsExactlyInAnyOrder(Phase.values());
    }

    private static RouteLifecycle at(Phase phase) {
        RouteLifecycle route = new RouteLifecycle();
        paths().get(phase).forEach(route::become);
        return route;
    }

    /** The shortest way to each phase from the first. */
    private static Map<Phase, List<Phase>> paths() {
        Map<Phase, List<Phase>> paths = new EnumMap<>(Map.of(Phase.STOPPED, List.of()));
        Deque<Phase> open = new ArrayDeque<>(List.of(Phase.STOPPED));
        while (!open.isEmpty()) {
            Phase from = open.poll();
            for (Phase to : ALLOWED.get(from)) {
                if (!paths.containsKey(to)) {
                    List<Phase> path = new ArrayList<>(paths.get(from));
                    path.add(to);
                    paths.put(to, path);
                    open.add(to);
                }
            }
        }
        return paths;
    }
}
