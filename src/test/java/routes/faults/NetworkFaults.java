package routes.faults;

import static routes.faults.Fault.last;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import routes.faults.Fault.Promise;
import routes.faults.Fault.Struck;
import routes.testkit.TcpProxy;
import routes.testkit.TcpProxy.Weather;

/** What happens between the hub and a broker. */
final class NetworkFaults {

    private static final Duration BAD_WEATHER = Duration.ofSeconds(20);
    private static final Duration BETWEEN_RESETS = Duration.ofMillis(600);
    private static final int RESETS = 12;

    private NetworkFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        for (Side side : Side.values()) {
            all.add(out(side));
            all.add(weather(side, "black-hole", Weather.BLACK_HOLE));
            all.add(weather(side, "no-answers", Weather.NO_ANSWERS));
            all.add(weather(side, "no-requests", Weather.NO_REQUESTS));
            all.add(weather(side, "slow", Weather.slow(Duration.ofMillis(100))));
            all.add(weather(side, "narrow", Weather.narrow(50_000)));
            all.add(reset(side));
        }
        return List.copyOf(all);
    }

    private static Fault out(Side side) {
        return of(side, "out", proxy -> {
            proxy.refuse(true);
            last(BAD_WEATHER);
            proxy.refuse(false);
        });
    }

    private static Fault weather(Side side, String name, Weather weather) {
        return of(side, name, proxy -> {
            proxy.weather(weather);
            last(BAD_WEATHER);
            proxy.weather(Weather.FAIR);
        });
    }

    /** On a slow line, so that there is something on it each time. */
    private static Fault reset(Side side) {
        return of(side, "reset", proxy -> {
            proxy.weather(Weather.slow(BETWEEN_RESETS.dividedBy(10)));
            for (int i = 0; i < RESETS; i++) {
                last(BETWEEN_RESETS);
                proxy.reset();
            }
            proxy.weather(Weather.FAIR);
        });
    }

    private static Fault of(Side side, String name, Consumer<TcpProxy> harm) {
        return Fault.of(side.named(name), Promise.AT_LEAST_ONCE, scene -> {
            TcpProxy proxy = scene.stage().network(side.of(scene.direction()));
            long before = proxy.harmed();
            harm.accept(proxy);
            return Struck.now(proxy.harmed() > before);
        });
    }
}
