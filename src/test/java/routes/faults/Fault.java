package routes.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import routes.brokers.Direction;
import routes.brokers.Harbour;
import routes.brokers.HubProcess;
import routes.brokers.TcpProxy;
import routes.brokers.TcpProxy.Weather;

/** Something that happens to the hub or to a broker while events are on their way. */
final class Fault {

    private static final Duration OUTAGE = Duration.ofSeconds(3);
    private static final Duration DEAD = Duration.ofSeconds(2);
    private static final Duration BAD_WEATHER = Duration.ofSeconds(20);
    private static final Duration BETWEEN_RESETS = Duration.ofMillis(600);
    private static final int RESETS = 12;

    private static final BiPredicate<Stage, Direction> EVERYWHERE = (stage, direction) -> true;

    private final String name;
    private final Promise promise;
    private final Way way;
    private final BiPredicate<Stage, Direction> where;
    private final Act act;

    /**
     * Where it strikes.
     *
     * @param route the one whose events are on their way
     */
    record Scene(Stage stage, HubProcess hub, Direction direction, String route) {}

    /** How it is done, and undone. */
    @FunctionalInterface
    private interface Act {
        Struck on(Scene scene);
    }

    /**
     * What is left of it.
     *
     * @param fired whether it demonstrably happened; if not, the trial is void
     * @param since from when on, in nanoseconds, the hub has all that it needs to go on
     * @param took how long the hub took to end, where it was asked to; else zero
     */
    record Struck(boolean fired, long since, Duration took) {}

    /** What must hold beside that nothing is lost. */
    enum Promise {
        /** As many events may come twice as a crash of the hub may repeat. */
        BOUNDED,
        /** Between Kafka and RabbitMQ nothing comes twice. */
        NO_DUPLICATES,
        /** A confirmation that is lost is a duplicate, however many there are. */
        AT_LEAST_ONCE
    }

    private Fault(String name, Promise promise, Way way, BiPredicate<Stage, Direction> where, Act act) {
        this.name = name;
        this.promise = promise;
        this.way = way;
        this.where = where;
        this.act = act;
    }

    static Fault named(String name) {
        return all().stream()
                .filter(one -> one.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no fault '" + name + "', but " + all()));
    }

    private static Fault everywhere(String name, Promise promise, Act act) {
        return new Fault(name, promise, Way.STRAIGHT, EVERYWHERE, act);
    }

    /** All that are known. */
    static List<Fault> all() {
        List<Fault> all =
                new ArrayList<>(List.of(hubKilled(), hubKilledInAnOutage(), hubTerminated(), hubPaused(), unbound()));
        for (Side side : Side.values()) {
            all.add(brokerKilled(side));
            all.add(weather(side, "out", proxy -> proxy.refuse(true), proxy -> proxy.refuse(false)));
            all.add(weather(side, "black-hole", Weather.BLACK_HOLE));
            all.add(weather(side, "no-answers", Weather.NO_ANSWERS));
            all.add(weather(side, "no-requests", Weather.NO_REQUESTS));
            all.add(weather(side, "slow", Weather.slow(Duration.ofMillis(100))));
            all.add(weather(side, "narrow", Weather.narrow(50_000)));
            all.add(reset(side));
        }
        return List.copyOf(all);
    }

    private static Fault hubKilled() {
        return everywhere("hub-killed", Promise.BOUNDED, scene -> {
            scene.hub().kill9();
            long since = System.nanoTime();
            scene.hub().restart();
            return new Struck(true, since, Duration.ZERO);
        });
    }

    /** With as much in flight as there may be. */
    private static Fault hubKilledInAnOutage() {
        return everywhere("hub-killed-in-an-outage", Promise.BOUNDED, scene -> {
            TcpProxy proxy = scene.stage().network(scene.direction().to());
            proxy.refuse(true);
            last(OUTAGE);
            scene.hub().kill9();
            proxy.refuse(false);
            long since = System.nanoTime();
            scene.hub().restart();
            return new Struck(true, since, Duration.ZERO);
        });
    }

    private static Fault hubTerminated() {
        return everywhere("hub-terminated", Promise.NO_DUPLICATES, scene -> {
            Duration took = scene.hub().terminate();
            long since = System.nanoTime();
            scene.hub().restart();
            return new Struck(true, since, took);
        });
    }

    private static Fault hubPaused() {
        return everywhere("hub-paused", Promise.AT_LEAST_ONCE, scene -> {
            scene.hub().pause();
            last(BAD_WEATHER);
            scene.hub().resume();
            return new Struck(true, System.nanoTime(), Duration.ZERO);
        });
    }

    private static Fault brokerKilled(Side side) {
        BiPredicate<Stage, Direction> where = (stage, direction) -> stage.canKill(side.of(direction));
        return new Fault(named(side, "killed"), Promise.AT_LEAST_ONCE, Way.STRAIGHT, where, scene -> {
            Harbour broker = side.of(scene.direction());
            scene.stage().kill(broker);
            last(DEAD);
            scene.stage().restart(broker);
            return new Struck(true, System.nanoTime(), Duration.ZERO);
        });
    }

    private static Fault weather(Side side, String name, Weather weather) {
        return weather(side, name, proxy -> proxy.weather(weather), proxy -> proxy.weather(Weather.FAIR));
    }

    private static Fault weather(Side side, String name, Consumer<TcpProxy> begin, Consumer<TcpProxy> end) {
        return everywhere(named(side, name), Promise.AT_LEAST_ONCE, scene -> {
            TcpProxy proxy = scene.stage().network(side.of(scene.direction()));
            long harmed = proxy.harmed();
            begin.accept(proxy);
            last(BAD_WEATHER);
            end.accept(proxy);
            return new Struck(proxy.harmed() > harmed, System.nanoTime(), Duration.ZERO);
        });
    }

    /** Nothing is lost by it: what no queue gets any more is a dead letter. */
    private static Fault unbound() {
        BiPredicate<Stage, Direction> where = (stage, direction) -> direction.to() == Harbour.RABBITMQ;
        return new Fault("target-unbound", Promise.AT_LEAST_ONCE, Way.BOUND, where, scene -> {
            Places places = Places.of(scene.route());
            scene.stage()
                    .brokers()
                    .amqp()
                    .arrange(channel -> channel.queueUnbind(places.out(), places.out(), Places.BINDING));
            return new Struck(true, System.nanoTime(), Duration.ZERO);
        });
    }

    /** On a slow line, so that there is something on it each time. */
    private static Fault reset(Side side) {
        return everywhere(named(side, "reset"), Promise.AT_LEAST_ONCE, scene -> {
            TcpProxy proxy = scene.stage().network(side.of(scene.direction()));
            long harmed = proxy.harmed();
            proxy.weather(Weather.slow(BETWEEN_RESETS.dividedBy(10)));
            for (int i = 0; i < RESETS; i++) {
                last(BETWEEN_RESETS);
                proxy.reset();
            }
            proxy.weather(Weather.FAIR);
            return new Struck(proxy.harmed() > harmed, System.nanoTime(), Duration.ZERO);
        });
    }

    private static String named(Side side, String what) {
        return side.name().toLowerCase(Locale.ROOT) + "-" + what;
    }

    /** A fault is over when its time is, whatever the hub makes of it. */
    private static void last(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    /** Whether it proves anything there: a broker that forgets everything when it is killed loses events by itself. */
    boolean canStrike(Stage stage, Direction direction) {
        return where.test(stage, direction);
    }

    Struck strike(Scene scene) {
        return act.on(scene);
    }

    /** How events go that it can strike. */
    Way way() {
        return way;
    }

    Promise promise() {
        return promise;
    }

    @Override
    public String toString() {
        return name;
    }
}
