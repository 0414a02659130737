package routes.faults;

import static org.awaitility.Awaitility.await;
import static routes.faults.Fault.last;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;
import routes.faults.Fault.Promise;
import routes.faults.Fault.Scene;
import routes.faults.Fault.Struck;
import routes.testkit.HubProcess;

/** What happens to hubs that share the work. Each begins and ends with one of them. */
final class ReplicaFaults {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Hubs take some seconds to start. */
    private static final Duration LOAD = Duration.ofSeconds(100);

    private ReplicaFaults() {}

    static List<Fault> all() {
        return List.of(scaled(), rolled(), killed(), paused());
    }

    /** Two, three, one. */
    private static Fault scaled() {
        return Fault.of("replicas-scaled", Promise.BOUNDED, scene -> {
                    HubProcess first = scene.fleet().hub();
                    HubProcess second = joined(scene);
                    HubProcess third = joined(scene);
                    boolean fired = works(scene, first) && works(scene, second) && works(scene, third);
                    scene.fleet().leave(first);
                    scene.fleet().leave(second);
                    return Struck.now(fired);
                })
                .moving(4)
                .under(LOAD);
    }

    /** Two, each of which makes way for a new one once that is ready. */
    private static Fault rolled() {
        return Fault.of("replicas-rolled", Promise.BOUNDED, scene -> {
                    List<HubProcess> old = new ArrayList<>(List.of(scene.fleet().hub(), joined(scene)));
                    boolean fired = true;
                    for (HubProcess one : old) {
                        HubProcess fresh = joined(scene);
                        fired &= works(scene, one);
                        scene.fleet().leave(one);
                        fired &= works(scene, fresh);
                    }
                    scene.fleet().leave(scene.fleet().hub());
                    return Struck.now(fired);
                })
                .moving(6)
                .under(LOAD);
    }

    /** One of two. */
    private static Fault killed() {
        return Fault.of("replica-killed", Promise.BOUNDED, scene -> {
                    HubProcess second = joined(scene);
                    boolean fired = works(scene, second);
                    scene.fleet().lose(second);
                    return Struck.now(fired);
                })
                .moving(2)
                .under(LOAD);
    }

    /** One of two: what it has taken goes to the other meanwhile, and it must not acknowledge any of that when it goes on. */
    private static Fault paused() {
        return Fault.of("replica-paused", Promise.AT_LEAST_ONCE, scene -> {
                    HubProcess second = joined(scene);
                    boolean fired = works(scene, second);
                    second.pause();
                    last(HubFaults.PAUSE);
                    second.resume();
                    long since = System.nanoTime();
                    fired &= works(scene, second);
                    scene.fleet().leave(second);
                    return Struck.at(fired, since);
                })
                .moving(3)
                .under(LOAD.plus(HubFaults.PAUSE));
    }

    private static HubProcess joined(Scene scene) {
        HubProcess hub = scene.fleet().join();
        scene.fleet().awaitUp(scene.route());
        return hub;
    }

    /** Whether events end at this hub, too. */
    private static boolean works(Scene scene, HubProcess hub) {
        double before = ended(scene, hub);
        try {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> ended(scene, hub) > before);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    private static double ended(Scene scene, HubProcess hub) {
        return hub.metric("hub_events_total", "route", scene.route()).orElse(0);
    }
}
