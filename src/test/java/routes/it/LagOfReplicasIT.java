package routes.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Headers;
import routes.testkit.AmqpProbe;
import routes.testkit.EmbeddedKafka;
import routes.testkit.EmbeddedSqs;
import routes.testkit.HubInThisJvm;
import routes.testkit.KafkaProbe;
import routes.testkit.Probe;
import routes.testkit.RealRabbit;
import routes.testkit.TestHome;

/** Two replicas whose target is gone, so that all stays at the source: the documented query counts every event once. */
class LagOfReplicasIT {

    private static final int EVENTS = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Path METRICS = Path.of("docs/reference/metrics.md");

    @Test
    void countsEachWaitingEventOnceByTheDocumentedQueryWhateverTheSource(@TempDir Path home, @TempDir Path scratch)
            throws Exception {
        Assumptions.assumeTrue(RealRabbit.isInstalled(), "RabbitMQ is installed");
        try (EmbeddedKafka kafka = EmbeddedKafka.start();
                RealRabbit rabbit = RealRabbit.start();
                EmbeddedSqs sqs = EmbeddedSqs.start()) {
            // given
            kafka.createTopic("lag", 4);
            kafka.createTopic("lag-dead", 1);
            List.of("lag", "lag-target").forEach(rabbit::createQueue);
            String queue = sqs.createQueue("lag");
            Map<String, String> files = Map.of(
                    "hub.yaml",
                    TestHome.connections(kafka, rabbit)
                            + "  aws: { aws: { region: eu-west-1, endpoint: \"" + sqs.endpoint()
                            + "\", accessKeyId: a, secretAccessKey: b } }\n"
                            + "defaults: { inFlight: { events: 2 }, deadLetter: { kafka: { topic: lag-dead } } }\n",
                    "routes/lag.yaml",
                    """
                    routes:
                      of-kafka: { from: { kafka: { topic: lag } }, to: { rabbitmq: { queue: lag-target } } }
                      of-rabbit: { from: { rabbitmq: { queue: lag } }, to: { rabbitmq: { queue: lag-target } } }
                      of-sqs: { from: { sqs: { queue: lag } }, to: { rabbitmq: { queue: lag-target } } }
                    """);
            try (HubInThisJvm first = HubInThisJvm.start(home, files);
                    HubInThisJvm second = HubInThisJvm.join(home, Duration.ofSeconds(1))) {
                await().atMost(PATIENCE).untilAsserted(second::assertAllUp);
                rabbit.arrange(channel -> channel.queueDelete("lag-target"));
                // when
                send(new KafkaProbe(kafka.bootstrap(), "lag"));
                send(AmqpProbe.ofQueue(rabbit, "lag"));
                IntStream.range(0, EVENTS)
                        .forEach(i -> sqs.client()
                                .sendMessage(sent -> sent.queueUrl(queue).messageBody("e" + i)));
                // then
                await().atMost(PATIENCE).untilAsserted(() -> {
                    List<Map<String, Double>> replicas =
                            List.of(first.series("hub.source.lag"), second.series("hub.source.lag"));
                    assertThat(total(replicas, "of-kafka")).isEqualTo(EVENTS);
                    assertThat(total(replicas, "of-rabbit")).isEqualTo(EVENTS);
                    assertThat(total(replicas, "of-sqs")).isEqualTo(EVENTS);
                });
                assertByPrometheus(
                        scratch,
                        Stream.of(first, second)
                                .map(hub -> hub.series("hub.source.lag"))
                                .toList());
            }
        }
    }

    private static void send(Probe probe) {
        try (probe) {
            probe.send(IntStream.range(0, EVENTS)
                    .mapToObj(i -> new Event(Bytes.ofText("e" + i), Bytes.ofText("k" + i), Headers.none()))
                    .toList());
        }
    }

    /** What the query says, worked out here. */
    private static double total(List<Map<String, Double>> replicas, String route) {
        double ofTheReplicas = values(replicas, route, "replica").sum();
        return ofTheReplicas + values(replicas, route, "source").max().orElse(Double.NaN);
    }

    private static DoubleStream values(List<Map<String, Double>> replicas, String route, String scope) {
        return replicas.stream()
                .flatMap(series -> series.entrySet().stream())
                .filter(one -> one.getKey().contains("route=\"" + route + "\"")
                        && one.getKey().contains("scope=\"" + scope + "\""))
                .mapToDouble(Map.Entry::getValue);
    }

    /** What Prometheus itself makes of the query in the documentation, where it is installed. */
    private static void assertByPrometheus(Path scratch, List<Map<String, Double>> replicas)
            throws IOException, InterruptedException {
        Matcher query = Pattern.compile("```promql\n(.*hub_source_lag.*)\n```").matcher(Files.readString(METRICS));
        assertThat(query.find()).isTrue();
        String input = IntStream.range(0, replicas.size())
                .boxed()
                .flatMap(pod -> replicas.get(pod).entrySet().stream()
                        .map(one -> "      - { series: 'hub_source_lag{pod=\"" + pod + "\"," + one.getKey()
                                + "}', values: '" + one.getValue().longValue() + "' }\n"))
                .collect(Collectors.joining());
        String samples = Stream.of("of-kafka", "of-rabbit", "of-sqs")
                .map(route -> "          - { labels: '{route=\"" + route + "\"}', value: " + EVENTS + " }\n")
                .collect(Collectors.joining());
        Path tests = Files.writeString(
                scratch.resolve("tests.yaml"),
                "tests:\n  - interval: 1m\n    input_series:\n" + input
                        + "    promql_expr_test:\n      - expr: '" + query.group(1)
                        + "'\n        eval_time: 0m\n        exp_samples:\n"
                        + samples);
        Process promtool;
        try {
            promtool = new ProcessBuilder("promtool", "test", "rules", tests.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            return; // not installed
        }
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
    }
}
