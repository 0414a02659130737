package routes.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.event.Bytes;
import routes.event.PendingSend;
import routes.event.SendError;

/** Whatever the targets answer, in whatever order: every event ends once, and each key keeps its order. */
class DeliveryOrderTest {

    private static final Logger LOG = Logger.getLogger("routes.delivery");
    private static final int RUNS = 500;
    private static final int EVENTS = 40;

    /** Thousands of outages, each with a line in the log. */
    @BeforeAll
    static void hush() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void listenAgain() {
        LOG.setLevel(null);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, Integer.MAX_VALUE})
    void keepsTheOrderOfEachKey(int window) {
        for (int seed = 0; seed < RUNS; seed++) {
            run(seed, window);
        }
    }

    private static void run(int seed, int window) {
        Random random = new Random(seed);
        DeliveryFixture scene = DeliveryFixture.with(2, window);
        int given = 0;
        int exchanges = 0;
        while (given < EVENTS || scene.finished.size() < EVENTS) {
            int choice = random.nextInt(10);
            if (choice < 2 && given < EVENTS) {
                List<String> events = new ArrayList<>();
                for (int i = 1 + random.nextInt(5); i > 0 && given < EVENTS; i--) {
                    events.add((char) ('a' + random.nextInt(3)) + ":" + (100 + given++));
                }
                scene.give(events.toArray(String[]::new));
                exchanges++;
            } else if (choice < 4) {
                scene.timer.ring();
            } else if (choice < 8) {
                answer(scene.targets.get(random.nextInt(2)), random, window);
            } else if (!scene.deadLetters.open.isEmpty()) {
                int index = random.nextInt(scene.deadLetters.open.size());
                if (random.nextInt(3) == 0) {
                    scene.deadLetters.refuse(index, refusal(random));
                } else {
                    scene.deadLetters.confirm(index);
                }
            }
        }
        String run = "seed " + seed + ", window " + window;
        assertThat(scene.finished).as(run).doesNotHaveDuplicates();
        assertThat(scene.books.outcomes).as(run).hasSize(scene.books.received);
        assertThat(scene.exchangesDone).as(run).isEqualTo(exchanges);
        Set<String> dead = new HashSet<>(scene.deadLetters.held());
        for (ScriptedTarget target : scene.targets) {
            assertThat(target.held()).as(run).doesNotHaveDuplicates();
            assertThat(dead).as(run).containsAll(missing(scene.finished, target.held()));
            byKey(target.held())
                    .forEach((key, held) ->
                            assertThat(held).as(run + ", key " + key).isSorted());
        }
    }

    /** In a wide window the target keeps the order itself: it answers for a key in turn, and an outage fails all behind it. */
    private static void answer(ScriptedTarget target, Random random, int window) {
        if (target.open.isEmpty()) {
            return;
        }
        Bytes key = key(target.open.get(random.nextInt(target.open.size())));
        int index = 0;
        while (!key(target.open.get(index)).equals(key)) {
            index++;
        }
        if (random.nextInt(3) > 0) {
            target.confirm(index);
            return;
        }
        SendError error = refusal(random);
        target.refuse(index, error);
        if (window > 1 && error.kind() != SendError.Kind.PERMANENT) {
            List<PendingSend> behind = new ArrayList<>(
                    target.open.stream().filter(send -> key(send).equals(key)).toList());
            Collections.shuffle(behind, random);
            target.open.removeAll(behind);
            behind.forEach(send -> send.refused(SendError.outage("one before it failed")));
        }
    }

    private static SendError refusal(Random random) {
        return new SendError(
                SendError.Kind.values()[random.nextInt(4)], "scripted", Optional.empty(), random.nextBoolean());
    }

    private static Bytes key(PendingSend send) {
        return send.message().event().key();
    }

    private static List<String> missing(List<String> all, List<String> held) {
        List<String> missing = new ArrayList<>(all);
        missing.removeAll(held);
        return missing;
    }

    private static Map<String, List<String>> byKey(List<String> held) {
        Map<String, List<String>> keys = new HashMap<>();
        held.forEach(text -> keys.computeIfAbsent(text.substring(0, 1), key -> new ArrayList<>())
                .add(text));
        return keys;
    }
}
