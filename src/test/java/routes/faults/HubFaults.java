package routes.faults;

import static routes.faults.Fault.last;

import java.time.Duration;
import java.util.List;
import routes.faults.Fault.Promise;
import routes.faults.Fault.Struck;
import routes.testkit.TcpProxy;

/** What happens to a hub that is alone. */
final class HubFaults {

    private static final Duration OUTAGE = Duration.ofSeconds(3);

    /** Longer than the brokers wait for a sign of life. */
    static final Duration PAUSE = Duration.ofSeconds(60);

    private HubFaults() {}

    static List<Fault> all() {
        return List.of(killed(), killedInAnOutage(), terminated(), paused());
    }

    private static Fault killed() {
        return Fault.of("hub-killed", Promise.BOUNDED, scene -> {
            scene.fleet().hub().kill9();
            long since = System.nanoTime();
            scene.fleet().hub().restart();
            return Struck.at(true, since);
        });
    }

    /** With as much in flight as there may be. */
    private static Fault killedInAnOutage() {
        return Fault.of("hub-killed-in-an-outage", Promise.BOUNDED, scene -> {
            TcpProxy proxy = scene.stage().network(scene.direction().to());
            proxy.refuse(true);
            last(OUTAGE);
            scene.fleet().hub().kill9();
            proxy.refuse(false);
            long since = System.nanoTime();
            scene.fleet().hub().restart();
            return Struck.at(true, since);
        });
    }

    private static Fault terminated() {
        return Fault.of("hub-terminated", Promise.NO_DUPLICATES, scene -> {
            Duration took = scene.fleet().hub().terminate();
            long since = System.nanoTime();
            scene.fleet().hub().restart();
            return Struck.at(true, since).endedAfter(took);
        });
    }

    private static Fault paused() {
        return Fault.of("hub-paused", Promise.AT_LEAST_ONCE, scene -> {
            scene.fleet().hub().pause();
            last(PAUSE);
            scene.fleet().hub().resume();
            return Struck.now(true);
        });
    }
}
