package routes.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import routes.config.ConfigReader;
import routes.control.RouteSimulation.Sample;
import routes.sandbox.Sandbox;
import routes.sandbox.SandboxedSimulation;
import routes.testkit.JavaProcess;
import routes.testkit.TestHome;

/**
 * How many simulations the sandbox answers.
 *
 * @param first from the request until the answer, the start of the process included
 * @param perSecond once it is warm, one after the other; the median of the laps
 * @param resident what the process holds then, in MiB
 */
record SimulationBenchmark(String route, Duration first, long perSecond, long resident) {

    private static final int WARM_UP = 3_000;
    private static final int LAPS = 5;
    private static final int LAP = 1_000;

    private static final Map<String, String> STEPS = new TreeMap<>(Map.of(
            "jq", "[ { filter: .total > 10 }, { transform: { jq: '{id: .id, total, tier: .customer.tier}' } } ]",
            "json-schema", "[ { validate: { jsonSchema: schemas/order.json } } ]",
            "xslt", "[ { transform: { xslt: transforms/order.xslt } } ]"));

    private static final String JSON = "{\"id\": \"A1\", \"total\": 1000.01, \"customer\": {\"tier\": \"gold\"}}";
    private static final String XML = "<order><id>A1</id><total>1000.01</total></order>";

    /** One route after the other, each in a sandbox of its own. */
    static void measure() throws IOException {
        Path home = Files.createTempDirectory("simulations");
        TestHome files = new TestHome(home)
                .with("hub.yaml", "connections: { kafka: { kafka: { brokers: localhost:1 } } }\n")
                .with("schemas/order.json", """
                        { "type": "object", "required": ["id"], "properties": { "total": { "type": "number", "minimum": 1 } } }
                        """)
                .with("transforms/order.xslt", """
                        <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
                          <xsl:template match="/"><b><xsl:value-of select="order/id"/></b></xsl:template>
                        </xsl:stylesheet>
                        """);
        STEPS.forEach((name, steps) -> files.with("routes/" + name + ".yaml", """
                routes:
                  %s: { from: { kafka: { topic: a } }, steps: %s, to: { kafka: { topic: b } }, deadLetter: { kafka: { topic: c } } }
                """.formatted(name, steps)));
        STEPS.keySet().forEach(route -> System.out.println(measure(home, route)));
    }

    private static SimulationBenchmark measure(Path home, String route) {
        try (Sandbox sandbox = new Sandbox(new ConfigReader(name -> Optional.empty()), home)) {
            SandboxedSimulation simulation = new SandboxedSimulation(sandbox);
            Duration first = Duration.ofNanos(time(simulation, route, 1));
            time(simulation, route, WARM_UP);
            long median = IntStream.range(0, LAPS)
                    .mapToLong(lap -> time(simulation, route, LAP))
                    .sorted()
                    .skip(LAPS / 2)
                    .findFirst()
                    .orElseThrow();
            long resident = ProcessHandle.current()
                    .children()
                    .mapToLong(child -> new JavaProcess(child.pid()).resident())
                    .max()
                    .orElse(0);
            return new SimulationBenchmark(route, first, LAP * 1_000_000_000L / median, resident);
        }
    }

    private static long time(SandboxedSimulation simulation, String route, int times) {
        Sample order = new Sample(
                Optional.of(route.equals("xslt") ? XML : JSON), Optional.empty(), Optional.empty(), Map.of());
        long begun = System.nanoTime();
        for (int i = 0; i < times; i++) {
            if (!simulation.simulate(route, order).end().equals("delivered")) {
                throw new IllegalStateException("the event is not delivered");
            }
        }
        return System.nanoTime() - begun;
    }

    @Override
    public String toString() {
        return "%-12s the first after %4d ms, then %,5d a second; the process holds %d MiB"
                .formatted(route, first.toMillis(), perSecond, resident);
    }
}
