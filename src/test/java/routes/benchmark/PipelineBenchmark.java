package routes.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import routes.benchmark.raw.RawWork;
import routes.compile.CompiledConfiguration;
import routes.config.ConfigReader;
import routes.event.Event;
import routes.event.RoutingDecision;
import routes.pipeline.Pipeline;
import routes.testkit.TestHome;

/**
 * What the pipeline of a route takes for an event, beside the same work written by hand: one thread, no broker. What the hub
 * makes of an event is compared with what the hand-written work makes of it before anything is measured.
 */
final class PipelineBenchmark {

    private static final int EVENTS = 500;
    private static final List<Integer> BRANCHES = List.of(1, 10, 100, 500);

    private final List<Event> events;

    private PipelineBenchmark(List<Event> events) {
        this.events = events;
    }

    /** Prints a table. */
    static void measure(List<Integer> sizes, List<Work> works) {
        System.out.println("| work | hub, ns | by hand, ns | ratio | hub, bytes allocated | by hand, bytes |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        for (int size : sizes) {
            PipelineBenchmark benchmark =
                    new PipelineBenchmark(new BenchmarkOrders(size, Workload.USUAL_KEYS).from(1_000, EVENTS));
            works.forEach(work -> benchmark.print(work, size));
        }
    }

    /** Prints what more branches of one {@code choose} take; the events take all branches in turn. */
    static void measureBranches() {
        System.out.println("| branches | hub, ns | hub, bytes allocated |");
        System.out.println("| --- | --- | --- |");
        for (int branches : BRANCHES) {
            List<Event> ofAll = IntStream.range(0, EVENTS)
                    .mapToObj(number -> Event.of(("{\"id\":" + number + ",\"type\":\"type-" + number % branches
                                    + "\",\"total\":12.50,\"customer\":{\"name\":\"c-1\",\"tier\":\"gold\"}}")
                            .getBytes(StandardCharsets.UTF_8)))
                    .toList();
            Pipeline pipeline = pipeline("    choose:\n"
                    + IntStream.range(0, branches)
                            .mapToObj(i -> "      - { when: .type == \"type-" + i + "\", to: { kafka: { topic: t" + i
                                    + " } } }\n")
                            .collect(Collectors.joining())
                    + "    otherwise: deadLetter\n");
            ThreadCost cost = ThreadCost.of(
                    ofAll, event -> sent(pipeline.decide(event)).body().length());
            System.out.printf("| %d | %,.0f | %,.0f |%n", branches, cost.nanoseconds(), cost.bytes());
        }
    }

    private void print(Work work, int size) {
        Pipeline pipeline = pipeline(
                work.route(List.of("{ kafka: { topic: first } }", "{ kafka: { topic: second } }"), Shape.USUAL));
        ToIntFunction<Event> byHand = byHand(work);
        compare(work, pipeline);
        ThreadCost hub = ThreadCost.of(
                events, event -> sent(pipeline.decide(event)).body().length());
        ThreadCost raw = ThreadCost.of(events, byHand);
        System.out.printf(
                "| %s, %,d B | %,.0f | %,.0f | %.2f | %,.0f | %,.0f |%n",
                work,
                size,
                hub.nanoseconds(),
                raw.nanoseconds(),
                hub.nanoseconds() / raw.nanoseconds(),
                hub.bytes(),
                raw.bytes());
    }

    private static ToIntFunction<Event> byHand(Work work) {
        return switch (work.rawLoop()) {
            case "transform" -> event -> RawWork.transformed(event.body().array()).length;
            case "choose" ->
                event -> RawWork.chosen(event.body().array()) + event.body().length();
            default -> event -> event.body().length();
        };
    }

    private void compare(Work work, Pipeline pipeline) {
        for (Event event : events) {
            byte[] expected = work.rawLoop().equals("transform")
                    ? RawWork.transformed(event.body().array())
                    : event.body().array();
            if (!Arrays.equals(sent(pipeline.decide(event)).body().array(), expected)) {
                throw new IllegalStateException("the hub and the hand-written work differ in " + work);
            }
        }
    }

    private static Event sent(RoutingDecision decision) {
        return ((RoutingDecision.Deliver) decision).sends().get(0).message().event();
    }

    private static Pipeline pipeline(String steps) {
        try {
            TestHome home = new TestHome(Files.createTempDirectory("pipeline"))
                    .with("hub.yaml", "connections: { kafka: { kafka: { brokers: localhost:1 } } }\n")
                    .with("schemas/order.json", BenchmarkOrders.SCHEMA)
                    .with(
                            "routes/orders.yaml",
                            "routes:\n  orders:\n    from: { kafka: { topic: orders } }\n" + steps
                                    + "    deadLetter: { kafka: { topic: dead } }\n");
            Map<String, Pipeline> pipelines = CompiledConfiguration.of(
                            new ConfigReader(name -> Optional.empty()).read(home.path()))
                    .pipelines();
            return Optional.ofNullable(pipelines.get("orders"))
                    .orElseThrow(() -> new IllegalStateException("the route is not valid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
