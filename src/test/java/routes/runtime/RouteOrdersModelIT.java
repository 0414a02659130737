package routes.runtime;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.event.Event;
import routes.state.FileHaltStore;
import routes.testkit.TestHome;

/**
 * Random orders for routes, given to two replicas. {@code -Dorders.sequences=10000} tries more of them, {@code -Dorders.seed}
 * others.
 */
class RouteOrdersModelIT {

    private static final int SEQUENCES = Integer.getInteger("orders.sequences", 100);
    private static final long SEED = Long.getLong("orders.seed", 1);
    private static final int AT_ONCE = 8;

    /** The orders for removed routes are stored for a day, and every replica reads all of them. */
    private static final int FOR_ONE_HUB = 500;

    @Test
    void doesWhatWasAnsweredLast(@TempDir Path folder) throws Exception {
        for (int first = 0; first < SEQUENCES; first += FOR_ONE_HUB) {
            run(folder.resolve("from-" + first), first, Math.min(SEQUENCES, first + FOR_ONE_HUB));
        }
    }

    private static void run(Path folder, int first, int end) throws Exception {
        TestHome home = new TestHome(folder.resolve("hub")).with("hub.yaml", """
                        connections: { kafka: { kafka: { brokers: "localhost:9092" } } }
                        defaults: { deadLetter: { kafka: { topic: dead } } }
                        """);
        Map<String, RouteOrdersModel> models = new ConcurrentHashMap<>();
        MemoryConnector memory = new MemoryConnector((target, event) ->
                models.get(event.substring(0, event.indexOf('/'))).arrived(target));
        FileHaltStore store = new FileHaltStore(folder.resolve("state"));
        ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
        try (ReplicaInMemory one = ReplicaInMemory.start(home.path(), store, memory);
                ReplicaInMemory other = ReplicaInMemory.start(home.path(), store, memory)) {
            List<Future<?>> done = new ArrayList<>();
            for (int number = first; number < end; number++) {
                String route = "r" + number;
                Random random = new Random(SEED * 1_000_003 + number);
                RouteOrdersModel model = new RouteOrdersModel(
                        route, List.of(one, other), brokers(memory), List.of("a", "b", "c", "d"), random);
                models.put(route, model);
                done.add(callers.submit(() -> model.run(3 + random.nextInt(8))));
            }
            for (Future<?> future : done) {
                future.get();
            }
        } finally {
            callers.shutdownNow();
        }
    }

    private static RouteOrdersModel.Brokers brokers(MemoryConnector memory) {
        return new RouteOrdersModel.Brokers() {
            @Override
            public void publish(String topic, String event) {
                memory.publish(topic, Event.of(event.getBytes(StandardCharsets.UTF_8)));
            }

            @Override
            public void remove(String topic) {
                memory.remove(topic);
            }

            @Override
            public void create(String topic) {
                memory.create(topic);
            }

            @Override
            public String definition(String route, String target) {
                return "from: { kafka: { topic: in-" + route + " } }\nto: { kafka: { topic: " + target + " } }\n";
            }
        };
    }
}
