package routes.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import routes.connector.CamelFixture;
import routes.connector.EndpointUnderTest;
import routes.connector.HubEndpoint;
import routes.model.CloudEventsMode;
import routes.model.KafkaConnection;
import routes.model.KafkaConnection.Mechanism;
import routes.model.KafkaConnection.Sasl;
import routes.model.KafkaSourceSpec;
import routes.model.KafkaTargetSpec;
import routes.model.Secret;
import routes.model.SourceLocation;
import routes.testkit.EmbeddedKafka;
import routes.testkit.FreePort;

/** What the hub finds out about its rights at a Kafka that knows who comes. */
class KafkaRightsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static EmbeddedKafka kafka;
    private static String guarded;

    @BeforeAll
    static void start() {
        int port = FreePort.next();
        guarded = "127.0.0.1:" + port;
        kafka = EmbeddedKafka.start(
                FreePort.next(),
                Map.of(
                        "listeners", "LOGIN://" + guarded,
                        "listener.security.protocol.map", "LOGIN:SASL_PLAINTEXT",
                        "sasl.enabled.mechanisms", "PLAIN",
                        "listener.name.login.plain.sasl.jaas.config",
                                "org.apache.kafka.common.security.plain.PlainLoginModule required user_hub=\"secret\";",
                        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "super.users", "User:ANONYMOUS"));
        kafka.createTopic("orders", 1);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void saysOneAfterTheOtherWhatIsNotAllowedAndHowToAllowIt() {
        KafkaConnection connection = new KafkaConnection(
                guarded,
                Optional.empty(),
                Optional.of(new Sasl(Mechanism.PLAIN, "hub", new Secret("secret"))),
                Map.of());
        try (CamelFixture camp = new CamelFixture(Map.of("hub-kafka", new KafkaComponent("kafka", connection)))) {
            HubEndpoint source = camp.endpoint(EndpointUnderTest.source(
                    "hub-kafka",
                    new KafkaSourceSpec(Optional.empty(), "orders", Optional.of("the hub"), SourceLocation.NOWHERE),
                    1000));
            HubEndpoint target = camp.endpoint(EndpointUnderTest.target(
                    "hub-kafka",
                    new KafkaTargetSpec(
                            Optional.empty(),
                            "orders",
                            Optional.empty(),
                            KafkaTargetSpec.RecordTime.KEEP,
                            CloudEventsMode.KEEP,
                            SourceLocation.NOWHERE)));

            awaitSaid(source, "may not read topic 'orders'; allow it: ACLS --operation read --topic orders");
            awaitSaid(target, "may not write topic 'orders'; allow it: ACLS --operation write --topic orders");
            allow(ResourceType.TOPIC, "orders", AclOperation.DESCRIBE);
            awaitSaid(source, "may not read topic 'orders'; allow it: ACLS --operation read --topic orders");
            allow(ResourceType.TOPIC, "orders", AclOperation.READ);
            awaitSaid(
                    source,
                    "may not use the consumer group 'the hub'; allow it: ACLS --operation read --group 'the hub'");
            assertThat(source.check().isReady())
                    .as("asking for a group is not for every start")
                    .isTrue();
            allow(ResourceType.GROUP, "the hub", AclOperation.DESCRIBE);
            allow(ResourceType.GROUP, "the hub", AclOperation.READ);
            awaitSaid(source, "ready");
            awaitSaid(target, "may not write topic 'orders'; allow it: ACLS --operation write --topic orders");
            allow(ResourceType.TOPIC, "orders", AclOperation.WRITE);
            awaitSaid(target, "ready");
        }
    }

    /** What is allowed takes a moment to get around. */
    private static void awaitSaid(HubEndpoint endpoint, String expected) {
        String where = " at " + guarded;
        String acls = "kafka-acls.sh --bootstrap-server " + guarded
                + " --command-config admin.properties --add --allow-principal User:hub";
        String whole = expected.equals("ready")
                ? expected
                : "the hub's user " + expected.replace(";", where + ";").replace("ACLS", acls);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                endpoint.askForRights().join().problem().orElse("ready"))
                        .isEqualTo(whole));
    }

    private static void allow(ResourceType type, String name, AclOperation operation) {
        AclBinding permission = new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry("User:hub", "*", operation, AclPermissionType.ALLOW));
        kafka.admin(admin -> admin.createAcls(List.of(permission)).all());
    }
}
