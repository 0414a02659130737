package routes.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.model.KafkaConnection;
import routes.model.KafkaConnection.Mechanism;
import routes.model.Secret;
import routes.model.Tls;

class KafkaClientsTest {

    @ParameterizedTest
    @ValueSource(strings = {"plain", "qu\"ote", "it's; a = \\ \"trap\\\"", "två\nlines\r", ""})
    void logsInWithThePasswordAsItIs(String password) {
        Optional<KafkaConnection.Sasl> sasl =
                Optional.of(new KafkaConnection.Sasl(Mechanism.SCRAM_SHA_512, "o\"hub", new Secret(password)));
        Map<String, Object> settings = KafkaClients.common(connection(Optional.empty(), sasl, Map.of()), "me");
        assertThat(settings)
                .containsEntry("security.protocol", "SASL_PLAINTEXT")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512");
        JaasContext login = JaasContext.loadClientContext(Map.of(
                "sasl.jaas.config",
                new Password(settings.get("sasl.jaas.config").toString())));
        assertThat(login.configurationEntries()).hasSize(1);
        assertThat(login.configurationEntries().get(0).getLoginModuleName()).endsWith("ScramLoginModule");
        assertThat(Map.<String, Object>copyOf(
                        login.configurationEntries().get(0).getOptions()))
                .containsExactlyInAnyOrderEntriesOf(Map.of("username", "o\"hub", "password", password));
    }

    @Test
    void encryptsWithPemFiles(@TempDir Path folder) throws Exception {
        Path chain = Files.writeString(folder.resolve("hub.crt"), "CHAIN");
        Path key = Files.writeString(folder.resolve("hub.key"), "KEY");
        Tls tls = new Tls(Optional.of("/ca.crt"), Optional.of(chain.toString()), Optional.of(key.toString()));
        assertThat(KafkaClients.common(connection(Optional.of(tls), Optional.empty(), Map.of()), "me"))
                .containsEntry("security.protocol", "SSL")
                .containsEntry("ssl.truststore.type", "PEM")
                .containsEntry("ssl.truststore.location", "/ca.crt")
                .containsEntry("ssl.keystore.type", "PEM")
                .containsEntry("ssl.keystore.certificate.chain", "CHAIN")
                .containsEntry("ssl.keystore.key", "KEY")
                .doesNotContainKey("ssl.endpoint.identification.algorithm");
    }

    @Test
    void keepsNoMetricsOfTheClients() {
        KafkaConnection plain = connection(Optional.empty(), Optional.empty(), Map.of());
        assertThat(KafkaClients.consumer(plain, "me", "group", 1, 1_000))
                .containsEntry("metric.reporters", "")
                .containsEntry("enable.metrics.push", false);
    }

    /** The least and the most of what a connection may say, of which Kafka has an opinion of its own. */
    @ParameterizedTest
    @CsvSource({
        "batch.size, 0, 2147483647",
        "connections.max.idle.ms, -1, 9223372036854775807",
        "delivery.timeout.ms, 1, 2147483647",
        "fetch.max.bytes, 0, 2147483647",
        "fetch.max.wait.ms, 0, 2147483647",
        "fetch.min.bytes, 0, 2147483647",
        "heartbeat.interval.ms, 1, 3600000",
        "linger.ms, 0, 3600000",
        "max.partition.fetch.bytes, 0, 2147483647",
        "max.poll.interval.ms, 1, 2147483647",
        "max.request.size, 1, 2147483647",
        "metadata.max.age.ms, 0, 9223372036854775807",
        "receive.buffer.bytes, -1, 65536",
        "reconnect.backoff.max.ms, 0, 9223372036854775807",
        "reconnect.backoff.ms, 0, 9223372036854775807",
        "request.timeout.ms, 1, 3600000",
        "send.buffer.bytes, -1, 65536",
        "session.timeout.ms, 3001, 2147483647"
    })
    void allowsOnlyWhatKafkasClientsTake(String option, String least, String most) {
        for (String value : List.of(least, most)) {
            KafkaConnection tuned = connection(Optional.empty(), Optional.empty(), Map.of(option, value));
            ByteArrayDeserializer reading = new ByteArrayDeserializer();
            ByteArraySerializer writing = new ByteArraySerializer();
            new KafkaConsumer<>(KafkaClients.consumer(tuned, "me", "group", 1, 1_000), reading, reading)
                    .close(Duration.ZERO);
            new KafkaProducer<>(KafkaClients.producer(tuned, "me", 100), writing, writing).close(Duration.ZERO);
        }
    }

    @Test
    void refusesTwoOptionsThatDoNotGoTogether() {
        assertThatThrownBy(() -> connection(
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("heartbeat.interval.ms", "15000", "session.timeout.ms", "15000")))
                .hasMessageContaining("heartbeat.interval.ms must be less than session.timeout.ms, but is 15000");
        assertThat(KafkaClients.consumer(
                        connection(Optional.empty(), Optional.empty(), Map.of("heartbeat.interval.ms", "15000")),
                        "me",
                        "group",
                        1,
                        1_000))
                .containsEntry("session.timeout.ms", 45_000);
    }

    @Test
    void keepsTheGuaranteesWhateverIsTuned() {
        KafkaConnection tuned = connection(
                Optional.empty(), Optional.empty(), Map.of("linger.ms", "50", "request.timeout.ms", "40000"));
        assertThat(KafkaClients.producer(tuned, "me", 100))
                .containsEntry("linger.ms", "50")
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .containsEntry("delivery.timeout.ms", 40_050);
        assertThat(KafkaClients.consumer(tuned, "me", "group", 7, 1_000))
                .containsEntry("enable.auto.commit", false)
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("auto.offset.reset", "earliest")
                .containsEntry("max.poll.records", 7);
    }

    /** A poll brings the events of a batch; waiting for more would only delay an idle route's event. */
    @Test
    void sendsAtOnceUnlessTheConnectionSaysOtherwise() {
        assertThat(producer(Map.of())).containsEntry("linger.ms", 0);
        assertThat(producer(Map.of("linger.ms", "5"))).containsEntry("linger.ms", "5");
    }

    /** With the client's own limit of 1 MiB the hub would refuse records that the topic takes. */
    @Test
    void leavesTheSizeOfARecordToTheTopicWithinItsMemory() {
        assertThat(producer(Map.of()))
                .containsEntry("max.request.size", 64 << 20)
                .containsEntry("buffer.memory", 64L << 20);
        assertThat(producer(Map.of("max.request.size", "1000")))
                .containsEntry("max.request.size", "1000")
                .containsEntry("buffer.memory", 64L << 20);
        assertThat(producer(Map.of("max.request.size", "100000000")))
                .containsEntry("max.request.size", "100000000")
                .containsEntry("buffer.memory", 100_000_000L);
    }

    @Test
    void givesARecordUpWhenToldButNotBeforeItsRequestMayEnd() {
        assertThat(producer(Map.of())).containsEntry("delivery.timeout.ms", 20_000);
        assertThat(producer(Map.of("delivery.timeout.ms", "60000"))).containsEntry("delivery.timeout.ms", 60_000);
        assertThat(producer(Map.of("delivery.timeout.ms", "1"))).containsEntry("delivery.timeout.ms", 10_000);
    }

    private static Map<String, Object> producer(Map<String, String> options) {
        return KafkaClients.producer(connection(Optional.empty(), Optional.empty(), options), "me", 100);
    }

    private static KafkaConnection connection(
            Optional<Tls> tls, Optional<KafkaConnection.Sasl> sasl, Map<String, String> options) {
        return new KafkaConnection("127.0.0.1:9092", tls, sasl, options);
    }
}
