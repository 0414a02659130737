package routes.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.model.BackoffRange;
import routes.model.CloudEventsMode;
import routes.model.HubDefinition;
import routes.model.KafkaConnection;
import routes.model.KafkaTargetSpec;
import routes.model.RetrySpec;
import routes.model.RouteSpec;
import routes.model.SourceLocation;

class ConfigReaderTest {
    private static final String SOUND = """
            routes:
              sound:
                from: { kafka: { topic: orders } }
                to: { kafka: { topic: billing } }
            """;

    private static final String VALIDATING = """
            routes:
              validating:
                from: { kafka: { topic: orders } }
                steps: [{ validate: { jsonSchema: schemas/order.json } }]
                to: { kafka: { topic: billing } }
            """;

    @TempDir
    Path folder;

    @TempDir
    Path elsewhere;

    private ConfigFixture home;

    @BeforeEach
    void home() {
        home = new ConfigFixture(folder.resolve("hub"));
    }

    @Test
    void saysTheSameHoweverOftenItHasRead() {
        // given
        ConfigReader reader = ConfigFixture.reader();
        home.with("routes/a.yaml", SOUND + "  broken:\n    from: { kafka: { topic: a } }\n");
        home.with("routes/b.yaml", "routes: [");
        home.with("routes/c.yaml", SOUND.replace("sound", "tagged") + "    description: !oops x\n");
        // when
        ReadResult first = reader.read(home.folder());
        ReadResult again = reader.read(home.folder());
        // then
        assertThat(again.problems()).hasSize(3).hasToString(first.problems().toString());
        assertThat(again.problemsByRoute()).hasToString(first.problemsByRoute().toString());
        assertThat(definition(again).routes()).isEqualTo(definition(first).routes());
        // when
        home.with("routes/b.yaml", SOUND.replace("sound", "mended"));
        ReadResult then = reader.read(home.folder());
        // then
        assertThat(definition(then).routes()).containsOnlyKeys("mended", "sound");
        assertThat(then.problems()).hasSize(2);
    }

    @Test
    void readsARouteAnewOnlyWhereItsFileHasChanged() {
        // given
        ConfigReader reader = ConfigFixture.reader();
        home.with("routes/a.yaml", SOUND).with("routes/b.yaml", SOUND.replace("sound", "other"));
        HubDefinition first = definition(reader.read(home.folder()));
        // when
        home.with("routes/b.yaml", SOUND.replace("sound", "other") + "    description: Changed.\n");
        HubDefinition then = definition(reader.read(home.folder()));
        // then
        assertThat(then.routes().get("sound")).isSameAs(first.routes().get("sound"));
        assertThat(then.routes().get("other").description()).isEqualTo("Changed.");
    }

    @Test
    void keepsWhatIsThereWhileSomethingElseIsTried() {
        // given
        ConfigReader reader = ConfigFixture.reader();
        home.with("routes/a.yaml", SOUND);
        HubDefinition first = definition(reader.read(home.folder()));
        // when
        reader.read(
                home.folder(),
                Map.of("routes/a.yaml", SOUND.replace("billing", "x").getBytes(ISO_8859_1)));
        HubDefinition then = definition(reader.read(home.folder()));
        // then
        assertThat(then.routes().get("sound")).isSameAs(first.routes().get("sound"));
    }

    @Test
    void readsARouteAnewWhereItsDefaultsHaveChangedOrMoved() {
        // given
        ConfigReader reader = ConfigFixture.reader();
        home.with("routes/a.yaml", SOUND);
        assertThat(reader.read(home.folder()).problems()).isEmpty();
        // when
        home.with("hub.yaml", ConfigFixture.HUB.replace("topic: dead", "topic: dead, connection: rabbit"));
        ReadResult changed = reader.read(home.folder());
        home.with(
                "hub.yaml",
                "# The hub's.\n" + ConfigFixture.HUB.replace("topic: dead", "topic: dead, connection: rabbit"));
        ReadResult moved = reader.read(home.folder());
        // then
        assertThat(changed.problems()).extracting(Object::toString).containsExactly(said(4));
        assertThat(moved.problems()).extracting(Object::toString).containsExactly(said(5));
    }

    private static String said(int line) {
        return "hub.yaml:" + line
                + ":51: defaults.deadLetter.kafka.connection: there is no connection 'rabbit' in hub.yaml; expected one of kafka";
    }

    @Test
    void aBrokenRouteTakesNoOtherDown() {
        // given
        home.with("routes/a.yaml", SOUND + "  broken:\n    from: { kafka: { topic: a } }\n");
        home.with("routes/b.yaml", "routes: [");
        // when
        ReadResult reading = home.read();
        // then
        assertThat(definition(reading).routes()).containsOnlyKeys("sound");
        assertThat(reading.problemsByRoute()).containsOnlyKeys("broken");
        assertThat(reading.problemsByRoute().get("broken"))
                .extracting(Object::toString)
                .containsExactly(
                        "routes/a.yaml:6:5: routes.broken: the route has no target, or two kinds of them: give either 'to' or 'choose'");
        assertThat(reading.problems()).hasSize(2);
    }

    @Test
    void theSameProblemInTwoRoutesIsAProblemOfEach() {
        home.with(
                "routes/a.yaml",
                SOUND.replace("orders", "\"${env:X}\"")
                        + SOUND.replace("routes:\n  sound", "  other").replace("orders", "\"${env:X}\""));

        ReadResult reading = home.read();

        assertThat(reading.problemsByRoute()).containsOnlyKeys("other", "sound");
        assertThat(reading.problems()).hasSize(2);
    }

    @Test
    void aConnectionThatNobodyUsesIsAProblemAndStopsNothing() {
        home.with(
                "hub.yaml", ConfigFixture.HUB.replace("defaults", "  spare: { aws: { region: eu-west-1 } }\ndefaults"));

        ReadResult reading = home.with("routes/a.yaml", SOUND).read();

        assertThat(reading.problems()).hasSize(1);
        assertThat(definition(reading).routes()).containsOnlyKeys("sound");
    }

    @Test
    void anUnsoundHubFileGivesNoDefinitionAndStillTheProblemsOfRoutes() {
        home.with("hub.yaml", "connections: { kafka: { kafka: {} } }\ndefaults: []\n");

        ReadResult reading = home.with("routes/a.yaml", SOUND.replace("topic: billing", "topc: x"))
                .read();

        assertThat(reading.definition()).isEmpty();
        assertThat(reading.problems())
                .extracting(Object::toString)
                .containsExactly(
                        "hub.yaml:1:32: connections.kafka.kafka: the key 'brokers' is missing",
                        "hub.yaml:2:11: defaults: must be a mapping with retry, deadLetter, tooLarge, order, inFlight, but is a list",
                        "routes/a.yaml:4:20: routes.sound.to.kafka: unknown key 'topc', did you mean 'topic'?");
    }

    @Test
    void theFirstOfTwoRoutesOfOneNameRuns() {
        home.with("routes/a.yaml", SOUND).with("routes/b.yml", SOUND.replace("billing", "other"));

        ReadResult reading = home.read();

        assertThat(route(reading, "sound").targets()).extracting("topic").containsExactly("billing");
        assertThat(reading.problemsByRoute()).containsOnlyKeys("sound");
    }

    @Test
    void mergesWhatIsInheritedKeyByKeyAndAChoiceAsAWhole() {
        // given
        home.with("hub.yaml", ConfigFixture.HUB + "  retry: { attempts: 7, backoff: 1s..2s }\n");
        home.with("routes/a.yaml", SOUND + "    retry: { jitter: 0.5, attempts: 3 }\n");
        // when
        RouteSpec route = route(home.read(), "sound");
        // then
        assertThat(route.retry())
                .isEqualTo(new RetrySpec(
                        3, new BackoffRange(Duration.ofSeconds(1), Duration.ofSeconds(2)), 0.5, Duration.ofMinutes(1)));
        assertThat(route.deadLetter())
                .isEqualTo(new KafkaTargetSpec(
                        Optional.empty(),
                        "dead",
                        Optional.empty(),
                        KafkaTargetSpec.RecordTime.KEEP,
                        CloudEventsMode.KEEP,
                        SourceLocation.NOWHERE));
        assertThat(route.inFlight().maxEvents()).isEqualTo(5000);
        assertThat(route.description()).isEmpty();
    }

    @Test
    void givesRecordsTheirLocation() {
        home.with("schemas/order.json", "{}").with("routes/a.yaml", VALIDATING);

        RouteSpec route = route(home.read(), "validating");

        assertThat(route.location()).hasToString("routes/a.yaml:3:5: routes.validating");
        assertThat(route.steps())
                .extracting("schema.location")
                .extracting(Object::toString)
                .containsExactly("routes/a.yaml:4:39: routes.validating.steps[0].validate.jsonSchema");
    }

    @Test
    void readsTheBodyOfAnExampleExactly() {
        home.with("routes/a.yaml", SOUND + """
                            tests:
                              - name: exact
                                given: { body: { total: 1000.010, count: 12345678901234567890, tags: [a, null, false, "1"] } }
                                expect: { to: kafka:billing }
                        """);

        Object body = route(home.read(), "sound").tests().get(0).given().body().orElseThrow();

        assertThat(body)
                .isEqualTo(Map.of(
                        "total", new BigDecimal("1000.010"),
                        "count", new BigInteger("12345678901234567890"),
                        "tags", Arrays.asList("a", null, false, "1")));
    }

    @Test
    void readsSecretsFromFilesWithoutTheNewlineAtTheEnd() {
        // given
        new ConfigFixture(elsewhere).with("brokers", "one:9092\n\n");
        home.with(
                "hub.yaml",
                ConfigFixture.HUB.replace("localhost:9092", "${file:" + elsewhere + "/brokers},${env:CANARY}:9092"));
        // when
        ReadResult reading = home.with("routes/a.yaml", SOUND).read();
        // then
        assertThat(definition(reading).connections().get("kafka"))
                .isInstanceOfSatisfying(
                        KafkaConnection.class,
                        kafka -> assertThat(kafka.brokers()).isEqualTo("one:9092\n," + ConfigFixture.CANARY + ":9092"));
    }

    @Test
    void takesASnapshotOfSchemasAndTransforms() {
        home.with("schemas/order.json", "{}")
                .with("transforms/deep/a.xsl", "<a/>")
                .with("notes/a.txt", "no");

        Map<String, byte[]> files = definition(home.read()).files();

        assertThat(files)
                .containsOnly(
                        entry("schemas/order.json", new byte[] {'{', '}'}),
                        entry("transforms/deep/a.xsl", "<a/>".getBytes(ISO_8859_1)));
    }

    @Test
    void followsTheLinksOfAMountedConfigMap() {
        // given
        home.with("schemas/..2025_01_01/order.json", "{}").with("routes/a.yaml", VALIDATING);
        home.linking("schemas/..data", Path.of("..2025_01_01"));
        home.linking("schemas/order.json", Path.of("..data/order.json"));
        // when
        ReadResult reading = home.read();
        // then
        assertThat(reading.problems()).isEmpty();
        assertThat(definition(reading).files()).containsOnlyKeys("schemas/order.json");
    }

    /** As while somebody exchanges them: what was in them may come back. */
    @Test
    void doesNotTakeFoldersThatAreLostForEmptyOnes() {
        home.linking("routes", Path.of("releases/41")).linking("camel", Path.of("releases/41"));

        ReadResult reading = home.read();

        assertThat(reading.problems())
                .extracting(Object::toString)
                .contains(
                        "routes: this is not a folder that can be read",
                        "camel: this is not a folder that can be read");
        assertThat(reading.whole()).isFalse();
        assertThat(reading.camel().whole()).isFalse();
    }

    @Test
    void takesNoPlainCamelRouteForGoneWhileTheHomeIsLost() throws IOException {
        Files.delete(home.folder().resolve("hub.yaml"));

        assertThat(home.read().camel().whole()).isFalse();
    }

    @Test
    void refusesLinksThatLeadOutOfTheHome() {
        // given
        new ConfigFixture(elsewhere).with("order.json", "{}").with("b.yaml", SOUND);
        home.linking("schemas/order.json", elsewhere.resolve("order.json")).with("routes/a.yaml", VALIDATING);
        home.linking("routes/b.yaml", elsewhere.resolve("b.yaml"));
        // then
        assertThat(home.problems())
                .containsExactly(
                        "routes/a.yaml:4:39: routes.validating.steps[0].validate.jsonSchema: the file 'schemas/order.json'"
                                + " is a link that points outside of HUB_HOME",
                        "routes/b.yaml: the link points outside of HUB_HOME");
        assertThat(definition(home.read()).files()).isEmpty();
    }

    @Test
    void refusesMoreThanSixteenMebibytesOfContent() {
        home.with("schemas/a.json", new byte[9 << 20]).with("schemas/order.json", new byte[9 << 20]);

        ReadResult reading = home.with("routes/a.yaml", VALIDATING + SOUND.replace("routes:\n", ""))
                .read();

        assertThat(reading.problems()).hasSize(2);
        assertThat(reading.problems().get(1))
                .hasToString(
                        "schemas/order.json: schemas/ and transforms/ contain more than 16 MiB; this file and all later"
                                + " ones are not loaded");
        assertThat(definition(reading).routes()).containsOnlyKeys("sound");
    }

    @Test
    void refusesAFileThatIsNoTextOrTooLarge() {
        home.with("routes/a.yaml", "routes:\n  x: ü\n".getBytes(ISO_8859_1));
        home.with("routes/b.yaml", "#".repeat((1 << 20) + 1)).with("routes/c.yaml", "[".repeat(1 << 19));

        assertThat(home.problems())
                .hasSize(3)
                .contains(
                        "routes/a.yaml:2:6: the file is not UTF-8", "routes/b.yaml:1:1: the file is larger than 1 MiB")
                .last()
                .asString()
                .contains("deeper than 50 levels");
    }

    @Test
    void readsCharactersOutsideTheBasicPlaneWhereverTheyStand() {
        for (int length = 1018; length < 1030; length++) {
            home.with("routes/a.yaml", "#" + "x".repeat(length) + "😀😀\n" + SOUND);

            assertThat(home.problems()).isEmpty();
        }
    }

    @Test
    void hashesAllThatWasRead() {
        String before = definition(home.with("routes/a.yaml", SOUND).read()).hash();

        assertThat(before)
                .matches("[0-9a-f]{64}")
                .isEqualTo(definition(home.read()).hash());
        assertThat(definition(home.with("schemas/a.json", "{}").read()).hash()).isNotEqualTo(before);
    }

    @Test
    void neverPrintsWhatAPlaceholderHolds() {
        home.with("hub.yaml", """
                connections:
                  "${env:CANARY}": { "${env:CANARY}": {} }
                  kafka: { kafka: { brokers: "${env:CANARY}", options: { x: "${env:CANARY}" }, tls: "${env:CANARY}" } }
                  aws: { aws: { region: "${env:CANARY}", endpoint: "'${env:CANARY};'" } }
                  rabbit: { rabbitmq: { addresses: [ "${env:CANARY}" ], maxMessageSize: "1${env:CANARY}" } }
                  text: "${env:CANARY}"
                defaults:
                  deadLetter: { sns: { topicArn: "${env:CANARY}" } }
                  order: "${env:CANARY}"
                  inFlight: { events: "${env:CANARY}", bytes: "${env:CANARY}" }
                """);

        ReadResult reading = home.with("routes/a.yaml", SOUND).read();

        assertThat(reading.problems()).hasSizeGreaterThan(8);
        assertThat(reading.toString()).doesNotContain(ConfigFixture.CANARY);
    }

    @Test
    void readsYmlTooAndPassesOverWhatEditorsLeaveBehind() {
        home.with("routes/a.yml", SOUND)
                .with("routes/b.YAML", SOUND.replace("sound:", "other:"))
                .with("routes/a.yml~", "oops")
                .with("routes/a.yaml.bak", "oops")
                .with("routes/.a.yaml.swp", "oops")
                .with("routes/#a.yaml#", "oops")
                .with("routes/README.md", "oops");

        ReadResult reading = home.read();

        assertThat(reading.problems()).isEmpty();
        assertThat(definition(reading).routes()).hasSize(2);
    }

    @Test
    void reportsRoutesInASubfolder() {
        home.with("routes/a.yaml", SOUND)
                .with("routes/team/deep/b.yaml", SOUND)
                .with("routes/team/deep/c.yaml", SOUND)
                .with("routes/notes/why.md", "oops")
                .with("routes/.git/d.yaml", "oops");

        assertThat(home.problems())
                .containsExactly(
                        "routes/team/deep/b.yaml: this file is ignored: only files directly in routes/ are read");
    }

    @Test
    void handsOnPlainCamelFilesAsTheyAreAndKeepsThemOutOfTheHash() {
        // given
        home.with("routes/a.yaml", SOUND);
        ReadResult before = home.read();
        // when
        home.with("camel/a.yaml", "whatever [").with("camel/b.yml", "else").with("camel/notes.md", "oops");
        ReadResult after = home.read();
        // then
        assertThat(after.problems()).isEmpty();
        assertThat(after.camel().whole()).isTrue();
        assertThat(after.camel().texts()).containsOnlyKeys("camel/a.yaml", "camel/b.yml");
        assertThat(after.camel().texts().get("camel/a.yaml")).asString().isEqualTo("whatever [");
        assertThat(definition(after).hash()).isEqualTo(definition(before).hash());
        assertThat(after.state()).isNotEqualTo(before.state());
        assertThat(ConfigReader.state(home.folder(), after.secrets())).isEqualTo(after.state());
    }

    @Test
    void aPlainCamelFileThatCannotBeReadHidesNoRoute() {
        home.with("routes/a.yaml", SOUND).with("camel/deep/b.yaml", "oops").linking("camel/c.yaml", elsewhere);

        ReadResult reading = home.read();

        assertThat(reading.problems())
                .extracting(Object::toString)
                .containsExactly(
                        "camel/c.yaml: the link points outside of HUB_HOME",
                        "camel/deep/b.yaml: this file is ignored: only files directly in camel/ are read");
        assertThat(reading.whole()).isTrue();
        assertThat(reading.camel().whole()).isFalse();
    }

    @Test
    void aRouteFileThatCannotBeReadHidesNoPlainCamelFile() {
        home.linking("routes/a.yaml", elsewhere).with("camel/b.yaml", "oops");

        ReadResult reading = home.read();

        assertThat(reading.whole()).isFalse();
        assertThat(reading.camel().whole()).isTrue();
        assertThat(new ConfigReader(name -> Optional.empty())
                        .read(folder.resolve("camel"))
                        .whole())
                .isFalse();
    }

    @Test
    void knowsAHubFileByItsOtherName(@TempDir Path other) throws Exception {
        Files.writeString(other.resolve("hub.yml"), ConfigFixture.HUB);

        assertThat(new ConfigReader(name -> Optional.empty()).read(other).problems())
                .extracting(Object::toString)
                .isEqualTo(List.of(
                        "hub.yaml: the file is missing; it defines the connections to brokers; rename hub.yml to it"));
    }

    @Test
    void aSecretThatChangedIsAnotherDefinitionOfTheSameHash() {
        // given
        home.with("hub.yaml", """
                connections:
                  rabbit: { rabbitmq: { addresses: "localhost:5672", username: hub, password: "${env:PASSWORD}" } }
                defaults: { deadLetter: { rabbitmq: { queue: dead } } }
                """).with("routes/a.yaml", """
                routes: { a: { from: { rabbitmq: { queue: a } }, to: { rabbitmq: { queue: b } } } }
                """);
        // when
        HubDefinition before = definition(new ConfigReader(name -> Optional.of("old")).read(home.folder()));
        HubDefinition after = definition(new ConfigReader(name -> Optional.of("new")).read(home.folder()));
        // then
        assertThat(after.hash()).isEqualTo(before.hash());
        assertThat(after.connections()).isNotEqualTo(before.connections());
        assertThat(after.routes()).isEqualTo(before.routes());
    }

    @Test
    void aFolderThatIsNotThereIsOneProblem() {
        ReadResult reading = new ConfigReader(name -> Optional.empty()).read(Path.of("no-such-folder"));

        assertThat(reading.problems())
                .extracting(Object::toString)
                .isEqualTo(List.of("no-such-folder: HUB_HOME is not a folder that can be read"));
    }

    private static HubDefinition definition(ReadResult reading) {
        return reading.definition().orElseThrow();
    }

    private static RouteSpec route(ReadResult reading, String name) {
        return Optional.ofNullable(definition(reading).routes().get(name))
                .orElseThrow(() -> new AssertionError(reading.problems()));
    }
}
