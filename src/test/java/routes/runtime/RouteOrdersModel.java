package routes.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import routes.config.RouteSource;
import routes.runtime.OperatedReplica.Seen;

/**
 * Gives random orders for one route to replicas of a hub, and compares what the route does with what was answered last: an order
 * that was accepted is never overtaken by an earlier one.
 */
final class RouteOrdersModel {

    private static final Duration SOON = Duration.ofSeconds(60);

    /** The systems that the route is connected to. */
    interface Brokers {

        void publish(String topic, String event);

        void remove(String topic);

        void create(String topic);

        /** The definition of a route that reads its own topic and sends to this target. */
        String definition(String route, String target);
    }

    private final String route;
    private final List<? extends OperatedReplica> replicas;
    private final Brokers brokers;
    private final List<String> targets;
    private final Random random;
    private final List<String> orders = new ArrayList<>();

    /** The targets that may still receive events: of the accepted definition, and of those that may run until it is ready. */
    private final Set<String> allowed = ConcurrentHashMap.newKeySet();

    private final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();
    private final Map<String, String> labels = new TreeMap<>();
    private volatile Set<String> allowedBefore = Set.of();
    private Optional<String> accepted = Optional.empty();
    private boolean halted;
    private boolean settled;
    private boolean removedTopic;
    private int published;

    /** @param targets the topics that a definition may send to */
    RouteOrdersModel(
            String route,
            List<? extends OperatedReplica> replicas,
            Brokers brokers,
            List<String> targets,
            Random random) {
        this.route = route;
        this.replicas = replicas;
        this.brokers = brokers;
        this.targets = targets;
        this.random = random;
    }

    /** Called when an event of the route has arrived at a target, on any thread. */
    void arrived(String target) {
        if (!allowed.contains(target) && !allowedBefore.contains(target)) {
            violations.add("an event was sent to " + target + " after " + orders + "; allowed were " + allowed);
        }
    }

    private String text(String target) {
        return brokers.definition(route, target);
    }

    /** Gives so many orders, and checks at the end that every replica does what was answered last. */
    void run(int count) {
        write(any());
        for (int number = 0; number < count; number++) {
            allowedBefore = Set.copyOf(allowed);
            step();
        }
        check();
    }

    private OperatedReplica any() {
        return replicas.get(random.nextInt(replicas.size()));
    }

    private void step() {
        OperatedReplica replica = any();
        switch (random.nextInt(13)) {
            case 0 -> order("pause", replica.pause(route), () -> halted = true);
            case 1 -> order("stop", replica.stop(route), () -> halted = true);
            case 2, 3 -> resume(replica);
            case 4 -> order("restart", replica.restart(route), () -> {});
            case 5, 6 -> write(replica);
            case 7 -> remove(replica);
            case 8 -> rollBack(replica);
            case 9 -> synchronize(replica);
            case 10 -> settle();
            case 11 -> publish();
            default -> pauseWriteResume(replica);
        }
    }

    /** What operators do who want that no event reaches the old definition any more. */
    private void pauseWriteResume(OperatedReplica replica) {
        order("pause", replica.pause(route), () -> halted = true);
        if (random.nextBoolean()) {
            settle();
        }
        publish();
        write(replica);
        allowedBefore = Set.copyOf(allowed);
        resume(replica);
    }

    private void order(String name, boolean done, Runnable then) {
        orders.add(done ? name : name + " (rejected)");
        if (done) {
            then.run();
        }
    }

    private void write(OperatedReplica replica) {
        String target = targets.get(random.nextInt(targets.size()));
        if (!removedTopic && random.nextInt(4) == 0) {
            removedTopic = true;
            brokers.remove(missing());
            target = missing();
        }
        String written = target;
        labels.put(RouteSource.revision(text(written)), written);
        allowed.add(written);
        order("write " + written, replica.write(route, text(written)), () -> accept(written));
    }

    /** A target of this route alone, which is not there at first. */
    private String missing() {
        return "late-" + route;
    }

    private void remove(OperatedReplica replica) {
        order("remove", replica.remove(route), () -> accepted = Optional.empty());
    }

    private void rollBack(OperatedReplica replica) {
        List<String> revisions = replica.history(route);
        if (revisions.isEmpty()) {
            return;
        }
        String revision = revisions.get(random.nextInt(revisions.size()));
        String target = labels.get(revision);
        allowed.add(target);
        order("roll back to " + target, replica.rollBack(route, revision), () -> accept(target));
    }

    /** A definition that replaces another one may wait for its targets, but not if the other one is halted. */
    private void accept(String target) {
        accepted = Optional.of(target);
        if (settled) {
            allowed.retainAll(Set.of(target));
        }
    }

    private void resume(OperatedReplica replica) {
        order("resume", replica.resume(route), () -> {
            halted = false;
            settled = false;
        });
    }

    private void synchronize(OperatedReplica replica) {
        replica.synchronize();
        orders.add("synchronize");
    }

    private void publish() {
        brokers.publish("in-" + route, route + "/" + published++);
    }

    /** Waits until all replicas have halted the route. From then on only the accepted definition may continue. */
    private void settle() {
        if (!halted || accepted.isEmpty()) {
            return;
        }
        replicas.forEach(OperatedReplica::synchronize);
        eventually("halted", () -> replicas.stream().allMatch(this::isHalted));
        allowed.retainAll(Set.of(accepted.get()));
        settled = true;
        orders.add("settle");
    }

    private boolean isHalted(OperatedReplica replica) {
        return replica.see(route)
                .filter(seen -> Set.of("paused", "stopped").contains(seen.state()))
                .isPresent();
    }

    private void check() {
        allowedBefore = Set.copyOf(allowed);
        replicas.forEach(OperatedReplica::synchronize);
        brokers.create(missing());
        if (accepted.isEmpty()) {
            eventually(
                    "gone",
                    () -> replicas.stream()
                            .allMatch(replica -> replica.see(route).isEmpty()));
        } else if (halted) {
            settle();
            resume(any());
            replicas.forEach(OperatedReplica::synchronize);
        }
        accepted.ifPresent(target -> {
            Seen expected = new Seen("up", false, RouteSource.revision(text(target)));
            eventually(
                    "up with " + target,
                    () -> replicas.stream()
                            .allMatch(replica -> replica.see(route).equals(Optional.of(expected))));
            any().remove(route);
            replicas.forEach(OperatedReplica::synchronize);
            eventually(
                    "removed",
                    () -> replicas.stream()
                            .allMatch(replica -> replica.see(route).isEmpty()));
        });
        assertThat(violations).as(orders.toString()).isEmpty();
    }

    private void eventually(String expected, BooleanSupplier condition) {
        await().pollInterval(Duration.ofMillis(2))
                .atMost(SOON)
                .untilAsserted(() -> assertThat(condition.getAsBoolean())
                        .as(
                                "%s after %s, but %s",
                                expected,
                                orders,
                                replicas.stream()
                                        .map(replica -> replica.see(route))
                                        .toList())
                        .isTrue());
    }
}
