package routes.faults;

import static org.awaitility.Awaitility.await;
import static routes.faults.Fault.last;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import routes.event.Event;
import routes.faults.Fault.Promise;
import routes.faults.Fault.Scene;
import routes.faults.Fault.Struck;
import routes.testkit.AllBrokers;
import routes.testkit.BrokerUnderTest;
import routes.testkit.Direction;

/** What happens to the place at a broker where events come from, or where they go to. */
final class EndpointFaults {

    private static final Duration GONE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private EndpointFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>(List.of(unbound(), refusing(), exchangeDeleted()));
        for (Side side : Side.values()) {
            all.add(deleted(side));
        }
        return List.copyOf(all);
    }

    /** What no queue gets any more is a dead letter. */
    private static Fault unbound() {
        return Fault.of("target-unbound", Promise.AT_LEAST_ONCE, scene -> {
                    String out = scene.places().out();
                    scene.stage().brokers().amqp().arrange(channel -> channel.queueUnbind(out, out, TrialLoad.ANY));
                    return Struck.now(true);
                })
                .where(EndpointFaults::toRabbit)
                .by(TrialLoad.BOUND)
                .burying(EndpointFaults::isUnroutable);
    }

    /** One event in a hundred, for good: these are the dead letters, and no others. */
    private static Fault refusing() {
        return Fault.of(
                        "target-refusing",
                        Promise.NO_DUPLICATES,
                        scene -> Struck.now(!scene.intake().letters().isEmpty()))
                .where(EndpointFaults::toRabbit)
                .by(TrialLoad.PARTLY_BOUND)
                .burying(EndpointFaults::isUnbound);
    }

    private static Fault exchangeDeleted() {
        return Fault.of("target-exchange-deleted", Promise.AT_LEAST_ONCE, scene -> {
                    String out = scene.places().out();
                    long begun = System.nanoTime();
                    scene.stage().brokers().amqp().arrange(channel -> channel.exchangeDelete(out));
                    Duration noticed = noticed(scene, begun);
                    last(GONE);
                    scene.stage().brokers().amqp().createExchange(out, TrialLoad.ANY, out);
                    return Struck.now(true).noticedAfter(noticed);
                })
                .where(EndpointFaults::toRabbit)
                .by(TrialLoad.BOUND);
    }

    /** What is in it when it is deleted is gone with it; so it is empty then. */
    private static Fault deleted(Side side) {
        return Fault.of(side.named("deleted"), Promise.AT_LEAST_ONCE, scene -> {
                    drain(scene);
                    AllBrokers brokers = scene.stage().brokers();
                    BrokerUnderTest harbour = side.of(scene.direction());
                    String place = side == Side.SOURCE
                            ? scene.places().in()
                            : scene.places().out();
                    long begun = System.nanoTime();
                    harbour.unmake(brokers, place);
                    if (side == Side.TARGET) {
                        scene.load().goOn();
                    }
                    Optional<Duration> noticed =
                            isNoticed(side, scene) ? Optional.of(noticed(scene, begun)) : Optional.empty();
                    last(GONE);
                    await("to be made anew").atMost(PATIENCE).ignoreExceptions().until(() -> {
                        harbour.make(brokers, place);
                        return true;
                    });
                    if (side == Side.SOURCE) {
                        scene.load().goOn();
                    }
                    Struck over = Struck.now(true);
                    return noticed.map(over::noticedAfter).orElse(over);
                })
                .where((stage, direction) -> stage.canDelete(side.of(direction)))
                .burying(EndpointFaults::isUnroutable);
    }

    /** A queue of RabbitMQ that is not there leaves what is sent to it unroutable: the dead letters tell, and the route is up. */
    private static boolean isNoticed(Side side, Scene scene) {
        return side == Side.SOURCE || !toRabbit(scene.stage(), scene.direction());
    }

    private static void drain(Scene scene) {
        scene.load().hold();
        scene.intake().open();
        await("all that was sent")
                .atMost(PATIENCE)
                .until(() -> scene.intake().isComplete() && scene.fleet().isDone(scene.route()));
        scene.intake().shut();
    }

    /** How long it takes until the route is said to be not up. */
    static Duration noticed(Scene scene, long begun) {
        await("the route to be not up")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> scene.fleet()
                                .hub()
                                .metric("hub_route_up", "route", scene.route())
                                .orElse(1)
                        == 0);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static boolean toRabbit(FaultEnvironment stage, Direction direction) {
        return direction.to() == BrokerUnderTest.RABBITMQ;
    }

    static boolean isUnroutable(Event letter) {
        return DeadLetterReader.reason(letter).equals("rejected");
    }

    /** Whether it is a dead letter because its key leads nowhere. */
    static boolean isUnbound(Event letter) {
        return isUnroutable(letter) && letter.key().toString().equals(TrialLoad.UNBOUND);
    }
}
