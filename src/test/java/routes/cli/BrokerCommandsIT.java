package routes.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import routes.testkit.EmbeddedKafka;
import routes.testkit.EmbeddedSqs;
import routes.testkit.FreePort;
import routes.testkit.RealRabbit;
import routes.testkit.SnsStandIn;
import routes.testkit.TestHome;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The commands that use brokers, as an administrator or a newcomer gives them. */
@EnabledIf(value = "routes.testkit.RealRabbit#isInstalled", disabledReason = "apt-get install rabbitmq-server")
class BrokerCommandsIT {

    private static final int SOUND = 0;
    private static final int PROBLEMS = 1;
    private static final int WRONG_USAGE = 2;
    private static final int TO_MAKE = 3;

    private static EmbeddedKafka kafka;
    private static String guarded;
    private static RealRabbit rabbit;

    @TempDir
    private Path home;

    @BeforeAll
    static void start() {
        guarded = "127.0.0.1:" + FreePort.next();
        kafka = EmbeddedKafka.start(
                FreePort.next(),
                Map.of(
                        "log.cleanup.policy", "compact",
                        "listeners", "LOGIN://" + guarded,
                        "listener.security.protocol.map", "LOGIN:SASL_PLAINTEXT",
                        "sasl.enabled.mechanisms", "PLAIN",
                        "listener.name.login.plain.sasl.jaas.config",
                                "org.apache.kafka.common.security.plain.PlainLoginModule required user_hub=\"secret\";",
                        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "super.users", "User:ANONYMOUS"));
        rabbit = RealRabbit.start();
        rabbit.ctl("add_user", "hub", "secret");
        rabbit.ctl("set_permissions", "-p", "/", "hub", "^$", ".*", ".*");
    }

    @AfterAll
    static void stop() {
        rabbit.close();
        kafka.close();
    }

    @Test
    void makesTopicsOnceAndThoseOfDeadLettersWithoutCompaction() throws Exception {
        hub(kafka("a", kafka.bootstrap()), """
                routes:
                  copy:
                    from: { kafka: { topic: made.from } }
                    to: { kafka: { topic: made.to } }
                    deadLetter: { kafka: { topic: made.dead } }
                """);

        Said plan = run("provision", home.toString(), "--partitions", "3");
        Said again = run("provision", home.toString(), "--partitions", "3");
        Said made = run("provision", home.toString(), "--partitions", "3", "--yes");
        Said after = run("provision", home.toString());

        assertThat(plan.out()).isEqualTo("""
                missing  a: topic 'made.dead' (3 partitions, replication 1, for dead letters: not compacted)
                missing  a: topic 'made.from' (3 partitions, replication 1)
                missing  a: topic 'made.to' (3 partitions, replication 1)
                3 missing; provision --yes makes them
                """);
        assertThat(plan.exit()).isEqualTo(TO_MAKE);
        assertThat(again).isEqualTo(plan);
        assertThat(made.out()).endsWith("3 made\n");
        assertThat(made.exit()).isEqualTo(SOUND);
        assertThat(after).isEqualTo(new Said(SOUND, "nothing is missing\n", ""));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
            assertThat(admin.describeTopics(List.of("made.from", "made.dead"))
                            .allTopicNames()
                            .get()
                            .values())
                    .extracting(TopicDescription::partitions)
                    .allSatisfy(partitions -> assertThat(partitions).hasSize(3));
            assertThat(policy(admin, "made.from")).isEqualTo("compact");
            assertThat(policy(admin, "made.dead")).isEqualTo("delete");
        }
    }

    private static String policy(Admin admin, String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get("cleanup.policy")
                .value();
    }

    @Test
    void saysBeforehandThatThereAreTooFewBrokers() {
        hub(kafka("a", kafka.bootstrap()), copy("few.from", "few.to"));

        Said said = run("provision", home.toString(), "--replication", "3");

        assertThat(said.exit()).isEqualTo(PROBLEMS);
        assertThat(said.out())
                .contains("topic 'few.from' cannot be made at", "give another number with --replication")
                .endsWith("3 problems\n");
        assertThat(run("provision", home.toString(), "--replication", "0").exit())
                .isEqualTo(WRONG_USAGE);
    }

    @Test
    void namesTheRightThatIsMissingAndTakesTheConnectionOfAnAdministrator() {
        String login = "{ kafka: { brokers: \"" + guarded
                + "\", sasl: { mechanism: PLAIN, username: hub, password: secret } } }";
        hub("  a: " + login + "\n", copy("right.from", "right.to"));
        String admin = file("admin.yaml", "connections:\n" + kafka("a", kafka.bootstrap()));
        String other = file("other.yaml", "connections:\n" + kafka("b", kafka.bootstrap()));

        Said denied = run("provision", home.toString(), "--yes");
        Said unknown = run("provision", home.toString(), "--yes", "--connections", other);
        Said made = run("provision", home.toString(), "--yes", "--connections", admin);

        assertThat(denied.exit()).isEqualTo(PROBLEMS);
        assertThat(denied.out())
                .contains("a: the hub's user may not describe topic 'right.from'", "--operation describe")
                .endsWith("3 problems\n");
        assertThat(unknown.exit()).isEqualTo(PROBLEMS);
        assertThat(unknown.err()).contains("hub.yaml has no connection 'b'; it has [a]");
        assertThat(made.out()).contains("made     a: topic 'right.from'").endsWith("made\n");
        assertThat(made.exit()).isEqualTo(SOUND);
    }

    @Test
    void makesQuorumQueuesExchangesAndTheBindingsThatSourcesName() {
        rabbit.arrange(channel -> channel.queueDeclare("there.already", true, false, false, Map.of()));
        hub(rabbit("guest", "guest"), """
                routes:
                  one:
                    from: { rabbitmq: { queue: desk, bindings: [ { exchange: vip.made, routingKey: "orders.#" } ] } }
                    to: { rabbitmq: { queue: there.already } }
                    deadLetter: { rabbitmq: { queue: desk.dead } }
                  two:
                    from: { rabbitmq: { queue: desk } }
                    to: [ { rabbitmq: { exchange: vip.made } }, { rabbitmq: { exchange: lonely } } ]
                    deadLetter: { rabbitmq: { queue: desk.dead } }
                """);

        Said plan = run("provision", home.toString());
        Said made = run("provision", home.toString(), "--yes");
        Said after = run("provision", home.toString());

        assertThat(plan.out())
                .contains(
                        "missing  r: queue 'desk' (quorum",
                        "missing  r: exchange 'vip.made' (topic, durable)\nmissing  r: queue 'desk.dead' (quorum",
                        "missing  r: exchange 'lonely' (topic, durable)\n         note: no queue is bound to it",
                        "missing  r: binding of queue 'desk' to exchange 'vip.made' (routing key 'orders.#')\n")
                .doesNotContain("there.already");
        assertThat(plan.exit()).isEqualTo(TO_MAKE);
        assertThat(made.out()).endsWith("5 made\n");
        assertThat(made.exit()).isEqualTo(SOUND);
        assertThat(rabbit.ctl("list_queues", "name", "type"))
                .contains("desk\tquorum", "desk.dead\tquorum", "there.already\tclassic");
        assertThat(rabbit.ctl("list_bindings", "source_name", "destination_name", "routing_key"))
                .contains("vip.made\tdesk\torders.#");
        assertThat(after.out()).isEqualTo("""
                unknown  r: binding of queue 'desk' to exchange 'vip.made' (routing key 'orders.#')
                nothing is missing
                """);
        assertThat(after.exit()).isEqualTo(SOUND);
    }

    @Test
    void namesThePermissionThatIsMissingAtRabbit() {
        hub(rabbit("hub", "secret"), """
                routes:
                  one:
                    from: { rabbitmq: { queue: forbidden } }
                    to: { rabbitmq: { exchange: amq.mine } }
                    deadLetter: { rabbitmq: { queue: forbidden.dead } }
                """);

        Said said = run("provision", home.toString(), "--yes");

        assertThat(said.exit()).isEqualTo(PROBLEMS);
        assertThat(said.out())
                .contains(
                        "queue 'forbidden' cannot be made at r",
                        "the user 'hub' has no permission to configure it; name the connection of an administrator with"
                                + " --connections, or allow it: rabbitmqctl set_permissions",
                        "exchange 'amq.mine' cannot be made at r")
                .endsWith("0 made, 3 problems\n");
        assertThat(rabbit.ctl("list_queues", "name")).doesNotContain("forbidden");
    }

    @Test
    void makesFifoWhereTheNameSaysSoAndKeepsDeadLettersForLong() {
        try (EmbeddedSqs sqs = EmbeddedSqs.start();
                SnsStandIn sns = SnsStandIn.start(sqs.endpoint())) {
            hub(aws("queues", sqs.endpoint()) + aws("topics", sns.endpoint()), """
                    routes:
                      one:
                        from: { sqs: { connection: queues, queue: made.fifo } }
                        to: { sns: { connection: topics, topicArn: "arn:aws:sns:eu-west-1:000000000000:made" } }
                        deadLetter: { sqs: { connection: queues, queue: made-dead } }
                    """);

            Said made = run("provision", home.toString(), "--yes");

            assertThat(made.out())
                    .contains(
                            "made     queues: queue 'made.fifo' (FIFO)\n",
                            "made     queues: queue 'made-dead' (standard, keeps dead letters for 14 days)\n",
                            "made     topics: topic 'made' (standard)\n         note: nobody has subscribed to it: SNS"
                                    + " confirms an event without a subscription and drops it")
                    .endsWith("3 made\n");
            assertThat(attribute(sqs.client(), "made.fifo", QueueAttributeName.FIFO_QUEUE))
                    .isEqualTo("true");
            assertThat(run("provision", home.toString()).out()).isEqualTo("nothing is missing\n");
            assertThat(run("send", "one", home.toString(), "--text", "a", "--key", "k")
                            .out())
                    .startsWith("sent made.fifo@");
        }
    }

    private static String attribute(SqsClient sqs, String queue, QueueAttributeName name) {
        String url = sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl();
        return sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNames(name))
                .attributes()
                .get(name);
    }

    @Test
    void showsWhatArrivesAndNothingThatControlsTheTerminal() throws IOException {
        kafka.createTopic("shown", 1);
        hub(kafka("a", kafka.bootstrap()), copy("shown", "shown.to"));
        Path hostile = Files.write(home.resolve("hostile"), "\u001b[2Jgone\u009b31m\nnext".getBytes(UTF_8));
        Path binary = Files.write(home.resolve("binary"), new byte[] {(byte) 0xff, 0, 27});

        Said sent = run(
                "send", "copy", home.toString(), "--body", hostile.toString(), "--key", "1", "--header", "a\u001bb=c");
        run("send", "copy", home.toString(), "--body", binary.toString(), "--key", "k\u202eey");
        String[] tail = {"tail", "kafka:shown", home.toString(), "--from-beginning", "--count", "2", "--for", "60s"};
        Said people = run(tail);
        Said machines = run(append(tail, "--json"));
        Said tooFew = run("tail", "kafka:shown", home.toString(), "--count", "1", "--for", "1s");

        assertThat(sent).isEqualTo(new Said(SOUND, "sent shown-0@0\n", ""));
        assertThat(people.out())
                .contains("   header a\\u001bb: c\n", "   body \\u001b[2Jgone\\u009b31m\n      next\n")
                .contains("   key k\\u202eey\n   body base64 /wAb\n")
                .doesNotContain("\u001b", "\u009b", "\u202e");
        assertThat(people.err()).contains("watching topic 'shown' at " + kafka.bootstrap());
        List<String> lines = machines.out().lines().toList();
        assertThat(machines.out()).doesNotContain("\u001b", "\u009b", "\u202e");
        JsonNode first = new ObjectMapper().readTree(lines.get(0));
        assertThat(first.get("position").textValue()).isEqualTo("shown-0@0");
        assertThat(first.get("body").textValue()).isEqualTo("\u001b[2Jgone\u009b31m\nnext");
        assertThat(new ObjectMapper().readTree(lines.get(1)).get("bodyBase64").textValue())
                .isEqualTo("/wAb");
        assertThat(tooFew.exit()).isEqualTo(PROBLEMS);
        assertThat(tooFew.out()).isEmpty();
    }

    @Test
    void saysWhatCannotBeWatchedOrSent() {
        rabbit.arrange(channel -> {
            channel.exchangeDeclare("straight", "direct", true);
            channel.queueDeclare("waiting", true, false, false, Map.of());
        });
        hub(rabbit("guest", "guest") + kafka("a", kafka.bootstrap()), """
                routes:
                  one:
                    from: { rabbitmq: { queue: waiting, key: routingKey } }
                    to: { rabbitmq: { queue: nowhere } }
                    deadLetter: { kafka: { topic: absent } }
                """);

        assertThat(run("tail", "rabbitmq:straight", home.toString()).err()).contains("give one with --routing-key");
        assertThat(run("tail", "rabbitmq:waiting", home.toString()).err())
                .contains("queue 'waiting' at r", "is not watched", "counts as a delivery");
        assertThat(run("tail", "one", home.toString()).err()).contains("queue 'nowhere' at r", "is not watched");
        assertThat(run("tail", "rabbitmq:straight", home.toString(), "--from-beginning")
                        .err())
                .contains("keeps nothing");
        assertThat(run("tail", "kafka:absent", home.toString()).err()).contains("caravanserai provision");
        assertThat(run("tail", "smtp:absent", home.toString()).err()).contains("unknown kind 'smtp'");
        Said keyed = run("send", "one", home.toString(), "--text", "x", "--key", "k");
        assertThat(keyed.exit()).isEqualTo(PROBLEMS);
        assertThat(keyed.err()).contains("send without a key");
        assertThat(run("send", "nobody", home.toString(), "--text", "x").exit()).isEqualTo(WRONG_USAGE);
        assertThat(run("send", "one", home.toString()).exit()).isEqualTo(WRONG_USAGE);
        assertThat(run("tail", "one", home.toString(), "--for", "soon").exit()).isEqualTo(WRONG_USAGE);
        assertThat(rabbit.ctl("list_queues", "name", "messages")).contains("waiting\t0");
    }

    @Test
    void leavesNoQueueBehindAfterWatchingAnExchange() {
        rabbit.arrange(channel -> channel.exchangeDeclare("seen", "fanout", true));
        hub(rabbit("guest", "guest"), """
                routes:
                  one:
                    from: { rabbitmq: { queue: any } }
                    to: { rabbitmq: { exchange: seen } }
                    deadLetter: { rabbitmq: { queue: any.dead } }
                """);

        Said watched = run("tail", "one", home.toString(), "--for", "500ms");

        assertThat(watched.exit()).as(watched.err()).isEqualTo(SOUND);
        assertThat(rabbit.ctl("list_queues", "name")).doesNotContain("amq.gen");
    }

    private record Said(int exit, String out, String err) {}

    private static Said run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commands = Main.commandLine();
        int exit = commands.setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Said(exit, out.toString(), err.toString());
    }

    private static String[] append(String[] arguments, String last) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = last;
        return all;
    }

    private void hub(String connections, String routes) {
        new TestHome(home).with("hub.yaml", "connections:\n" + connections).with("routes/routes.yaml", routes);
    }

    private String file(String name, String text) {
        return new TestHome(home).with(name, text).path().resolve(name).toString();
    }

    private static String copy(String from, String to) {
        return """
                routes:
                  copy:
                    from: { kafka: { topic: %s } }
                    to: { kafka: { topic: %s } }
                    deadLetter: { kafka: { topic: %s.dead } }
                """.formatted(from, to, to);
    }

    private static String kafka(String name, String brokers) {
        return "  " + name + ": { kafka: { brokers: \"" + brokers + "\" } }\n";
    }

    private static String rabbit(String user, String password) {
        return "  r: { rabbitmq: { addresses: \"" + rabbit.address() + "\", username: " + user + ", password: "
                + password + " } }\n";
    }

    private static String aws(String name, String endpoint) {
        return "  " + name + ": { aws: { region: eu-west-1, endpoint: \"" + endpoint
                + "\", accessKeyId: x, secretAccessKey: x } }\n";
    }
}
