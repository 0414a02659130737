package routes.pipeline.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas as people publish them: several files, each with an id, that refer to each other. */
class JsonSchemaSetTest {

    private static final String DRAFT_4 = "\"$schema\": \"http://json-schema.org/draft-04/schema#\", ";
    private static final String DRAFT_6 = "\"$schema\": \"http://json-schema.org/draft-06/schema#\", ";
    private static final String DRAFT_7 = "\"$schema\": \"http://json-schema.org/draft-07/schema#\", ";
    private static final String DRAFT_2019 = "\"$schema\": \"https://json-schema.org/draft/2019-09/schema\", ";

    private static String order(String reference) {
        return "{\"$id\": \"https://example.org/std/order.json\", \"properties\": {\"total\": {\"$ref\": \"" + reference
                + "\"}}}";
    }

    private static void assertChecksTotal(SchemaFiles files, String path) {
        assertThat(files.allows(path, "{\"total\":1}")).isTrue();
        assertThat(files.allows(path, "{\"total\":\"1\"}")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "money.json",
                "./money.json",
                "/std/money.json",
                "../std/money.json",
                "https://example.org/std/money.json",
                "https://example.org/std/money.json#",
                "money.json#amount",
                "money.json#/$defs/amount",
                "https://example.org/std/money.json#/$defs/amount"
            })
    void findsANeighbourByItsIdWhereverItsFileIs(String reference) {
        SchemaFiles files = SchemaFiles.with("schemas/a.json", order(reference))
                .and(
                        "schemas/other/place.json",
                        "{\"$id\": \"https://example.org/std/money.json\", \"$ref\": \"#amount\", \"$defs\": {\"amount\":"
                                + " {\"$anchor\": \"amount\", \"type\": \"number\"}}}");
        assertChecksTotal(files, "schemas/a.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"money.json", "https://example.org/std/money.json", "parts/../money.json"})
    void findsANeighbourWithoutAnIdByItsPlace(String reference) {
        SchemaFiles files = SchemaFiles.with("schemas/std/order.json", order(reference))
                .and("schemas/std/money.json", "{\"type\": \"number\"}")
                .and("schemas/money.json", "{\"type\": \"string\"}");
        assertChecksTotal(files, "schemas/std/order.json");
    }

    @Test
    void findsNeighboursInOtherFoldersByTheirPlace() {
        SchemaFiles files = SchemaFiles.with(
                        "schemas/std/v1/order.json",
                        "{\"$id\":"
                                + " \"https://example.org/std/v1/order.json\", \"$ref\": \"../common/total.json#/definitions/x\"}")
                .and(
                        "schemas/std/common/total.json",
                        "{\"definitions\": {\"x\": {\"properties\": {\"total\": {\"$ref\": \"parts/money.json\"}}}}}")
                .and("schemas/std/common/parts/money.json", "{\"type\": \"number\"}");
        assertChecksTotal(files, "schemas/std/v1/order.json");
    }

    @Test
    void takesTheFileBesideWhereItsIdIsAnother() {
        SchemaFiles files = SchemaFiles.with("schemas/std/order.json", order("money.json#amount"))
                .and(
                        "schemas/std/money.json",
                        "{\"$id\": \"https://example.org/ids/42\", \"$defs\": {\"a\": {\"$anchor\": \"amount\", \"$ref\":"
                                + " \"https://example.org/ids/43\"}}}")
                .and("schemas/std/number.json", "{\"$id\": \"43\", \"type\": \"string\"}")
                .and("schemas/std/b.json", "{\"$id\": \"https://example.org/ids/43\", \"type\": \"number\"}");
        assertChecksTotal(files, "schemas/std/order.json");
    }

    @Test
    void findsNamesThatAreNoAddresses() {
        SchemaFiles files = SchemaFiles.of("{\"$id\": \"urn:example:order\", \"properties\": {\"total\": {\"$ref\":"
                        + " \"urn:example:money#/$defs/a\"}}}")
                .and("schemas/x.json", "{\"$id\": \"urn:example:money\", \"$defs\": {\"a\": {\"type\": \"number\"}}}");
        assertChecksTotal(files, "schemas/a.json");
    }

    @Test
    void usesBundledDocumentsAndTheirPartsFromElsewhere() {
        String bundle = "{\"$id\": \"https://example.org/bundle\", \"$ref\": \"order\", \"$defs\": {"
                + "\"one\": {\"$id\": \"order\", \"properties\": {\"total\": {\"$ref\": \"money#amount\"}}},"
                + "\"two\": {\"$id\": \"https://example.org/money\", \"$defs\": {\"x\": {\"$anchor\": \"amount\", \"$ref\":"
                + " \"#/$defs/y\"}, \"y\": {\"type\": \"number\"}}}}}";
        assertChecksTotal(SchemaFiles.of(bundle), "schemas/a.json");
        SchemaFiles part = SchemaFiles.with(
                        "schemas/b.json",
                        "{\"properties\": {\"total\": {\"$ref\": \"https://example.org/money#amount\"}}}")
                .and("schemas/a.json", bundle);
        assertChecksTotal(part, "schemas/b.json");
    }

    @Test
    void prefersTheFileOfAnIdToABundleThatRepeatsIt() {
        SchemaFiles files = SchemaFiles.of(order("money.json"))
                .and("schemas/bundle.json", "{\"$defs\": {\"a\": {\"$id\": \"https://example.org/std/money.json\"}}}")
                .and("schemas/m.json", "{\"$id\": \"https://example.org/std/money.json\", \"type\": \"number\"}");
        assertChecksTotal(files, "schemas/a.json");
    }

    @Test
    void keepsTwoVersionsOfASetApartByTheirFolders() {
        String money = "{\"$id\": \"https://example.org/std/money.json\", \"type\": \"%s\"}";
        SchemaFiles files = SchemaFiles.with("schemas/v1/order.json", order("money.json"))
                .and("schemas/v1/money.json", money.formatted("string"))
                .and("schemas/v2/order.json", order("money.json"))
                .and("schemas/v2/money.json", money.formatted("number"));
        assertChecksTotal(files, "schemas/v2/order.json");
        assertThat(files.allows("schemas/v1/order.json", "{\"total\":\"1\"}")).isTrue();
        assertThat(files.and("schemas/a.json", order("money.json")).refusal())
                .contains("several files have the id 'https://example.org/std/money.json'")
                .contains("schemas/v1/money.json, schemas/v2/money.json");
    }

    @Test
    void prefersTheFileThatIsNamedLikeItsId() {
        String money = "{\"$id\": \"https://example.org/std/money.json\", \"type\": \"%s\"}";
        SchemaFiles files = SchemaFiles.of(order("money.json"))
                .and("schemas/x/money.json", money.formatted("number"))
                .and("schemas/x/money-strict.json", money.formatted("integer"));
        assertThat(files.allows("{\"total\":1.5}")).isTrue();
        assertChecksTotal(files, "schemas/a.json");
    }

    @Test
    void readsIdsOfOlderDrafts() {
        SchemaFiles four = SchemaFiles.of(
                        "{" + DRAFT_4
                                + "\"id\": \"http://example.org/order#\", \"properties\": {\"total\": {\"$ref\": \"money#amount\"}}}")
                .and(
                        "schemas/m.json",
                        "{" + DRAFT_4
                                + "\"id\": \"http://example.org/money#\", \"definitions\": {\"x\": {\"id\": \"#amount\","
                                + " \"type\": \"number\"}}}");
        assertChecksTotal(four, "schemas/a.json");
        for (String draft : new String[] {DRAFT_6, DRAFT_7}) {
            SchemaFiles files = SchemaFiles.of(
                            "{" + draft + order("money.json#amount").substring(1))
                    .and(
                            "schemas/m.json",
                            "{" + draft + "\"$id\": \"https://example.org/std/money.json\", \"definitions\": {\"x\":"
                                    + " {\"$id\": \"#amount\", \"type\": \"number\"}}}");
            assertChecksTotal(files, "schemas/a.json");
        }
    }

    @Test
    void readsEachFileByItsOwnDraft() {
        SchemaFiles files = SchemaFiles.of(order("money.json"))
                .and(
                        "schemas/m.json",
                        "{" + DRAFT_4
                                + "\"id\": \"https://example.org/std/money.json\", \"minimum\": 1, \"exclusiveMinimum\":"
                                + " true, \"const\": 7}");
        assertThat(files.allows("{\"total\":2}")).isTrue();
        assertThat(files.allows("{\"total\":1.0}")).isFalse();
    }

    @Test
    void readsEachPartOfABundleByItsOwnDraft() {
        SchemaFiles bundle = SchemaFiles.of("{\"$ref\": \"https://example.org/old\", \"$defs\": {\"old\": {" + DRAFT_4
                + "\"id\": \"https://example.org/old\", \"minimum\": 1, \"exclusiveMinimum\": true, \"const\": 7}}}");
        assertThat(bundle.allows("2")).isTrue();
        assertThat(bundle.allows("1.0")).isFalse();
        assertThat(SchemaFiles.of("{\"$defs\": {\"old\": {" + DRAFT_4
                                + "\"id\": \"https://example.org/old\", \"exclusiveMinimum\": 1}}}")
                        .refusal())
                .contains("schemas/a.json: in 'https://example.org/old': /exclusiveMinimum violates");
    }

    @Test
    void findsIdsThatAreWrittenWithEscapes() {
        SchemaFiles files = SchemaFiles.of(order("money.json"))
                .and(
                        "schemas/m.json",
                        "{\"$id\" :\n \"https:\\/\\/example.org\\/std\\/money.json#\", \"type\": \"number\"}");
        assertChecksTotal(files, "schemas/a.json");
    }

    @Test
    void takesAnIdThatDiffersOnlyInAQuery() {
        SchemaFiles files = SchemaFiles.of(order("https://example.org/cvss.json#/$defs/n"))
                .and(
                        "schemas/c.json",
                        "{\"$id\": \"https://example.org/cvss.json?20170531\", \"$defs\": {\"n\": {\"type\": \"number\"}}}");
        assertChecksTotal(files, "schemas/a.json");
        assertThat(files.and("schemas/d.json", "{\"$id\": \"https://example.org/cvss.json?20180101\"}")
                        .refusal())
                .contains("'https://example.org/cvss.json'", "did you mean");
    }

    @Test
    void followsRecursiveAndDynamicReferencesAcrossFiles() {
        String tree =
                "{%s\"$id\": \"https://example.org/tree\", %s, \"type\": \"object\", \"properties\": {\"data\": true,"
                        + " \"children\": {\"type\": \"array\", \"items\": {%s}}}}";
        String strict =
                "{%s\"$id\": \"https://example.org/strict\", %s, \"$ref\": \"tree\", \"unevaluatedProperties\": false}";
        SchemaFiles dynamic = SchemaFiles.of(strict.formatted("", "\"$dynamicAnchor\": \"node\""))
                .and(
                        "schemas/t.json",
                        tree.formatted("", "\"$dynamicAnchor\": \"node\"", "\"$dynamicRef\": \"#node\""));
        SchemaFiles recursive = SchemaFiles.of(strict.formatted(DRAFT_2019, "\"$recursiveAnchor\": true"))
                .and(
                        "schemas/t.json",
                        tree.formatted(DRAFT_2019, "\"$recursiveAnchor\": true", "\"$recursiveRef\": \"#\""));
        for (SchemaFiles files : new SchemaFiles[] {dynamic, recursive}) {
            assertThat(files.allows("{\"children\":[{\"data\":1}]}")).isTrue();
            assertThat(files.allows("{\"children\":[{\"daat\":1}]}")).isFalse();
        }
    }

    @Test
    void usesADialectThatAFileDefines() {
        SchemaFiles files = SchemaFiles.of(
                        "{\"$schema\": \"https://example.org/meta\", \"minimum\": 5, \"required\": [\"a\"]}")
                .and(
                        "schemas/meta.json",
                        "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", \"$id\": \"https://example.org/meta\","
                                + " \"$vocabulary\": {\"https://json-schema.org/draft/2020-12/vocab/core\": true}}");
        assertThat(files.allows("1")).isTrue();
        assertThat(SchemaFiles.of("{\"$schema\": \"https://example.org/meta\"}").refusal())
                .contains(
                        "schemas/a.json: at /$schema: 'https://example.org/meta' is neither a draft from 4 to 2020-12");
    }

    @Test
    void refersToTheSchemasOfTheDrafts() {
        SchemaFiles files = SchemaFiles.of("{\"$ref\": \"http://json-schema.org/draft-07/schema#\"}");
        assertThat(files.allows("{\"type\":\"object\"}")).isTrue();
        assertThat(files.allows("{\"type\":1}")).isFalse();
    }

    @Test
    void resolvesAgainstAnIdBesideTheReference() {
        SchemaFiles files = SchemaFiles.of(
                        "{\"$id\": \"https://example.org/a.json\", \"properties\": {\"total\": {\"$id\":"
                                + " \"parts/b.json\", \"$ref\": \"money.json\"}}}")
                .and("schemas/m.json", "{\"$id\": \"https://example.org/parts/money.json\", \"type\": \"number\"}");
        assertChecksTotal(files, "schemas/a.json");
    }

    @Test
    void leavesIdsAloneThatAreData() {
        SchemaFiles files = SchemaFiles.of("{\"enum\": [{\"$id\": \"https://example.org/x\", \"$ref\": \"nowhere\"}],"
                + " \"properties\": {\"$ref\": {\"type\": \"string\"}, \"pattern\": {\"type\": \"string\"}},"
                + " \"default\": {\"pattern\": \"(\"}, \"x-mine\": {\"$ref\": \"nowhere\"}}");
        assertThat(files.allows("{\"$ref\":\"nowhere\",\"$id\":\"https://example.org/x\"}"))
                .isTrue();
    }

    @Test
    void readsWhatAPointerLeadsToAlsoOutsideOfKeywords() {
        SchemaFiles files = SchemaFiles.of(
                        "{\"properties\": {\"total\": {\"$ref\": \"b.json#/components/schemas/a~1b%25\"}}}")
                .and(
                        "schemas/b.json",
                        "{\"components\": {\"schemas\": {\"a/b%\": {\"$ref\": \"#/components/x\"}}, \"x\": {\"type\":"
                                + " \"number\"}}}");
        assertChecksTotal(files, "schemas/a.json");
        assertThat(SchemaFiles.of("{\"$ref\": \"#/x\", \"x\": {\"pattern\": \"(\"}}")
                        .refusal())
                .contains("schemas/a.json: at /x/pattern: not a regular expression");
    }

    @Test
    void skipsAByteOrderMarkAndNamesOtherEncodings() {
        String schema = "{\"type\": \"number\"}";
        for (String path : new String[] {"schemas/a.json", "schemas/m.json"}) {
            SchemaFiles files = SchemaFiles.of("{\"properties\": {\"total\": {\"$ref\": \"m.json\"}}}")
                    .and("schemas/m.json", schema)
                    .and(
                            path,
                            "\ufeff"
                                    + (path.endsWith("a.json")
                                            ? order("https://x")
                                                    .replace("\"https://x\"", "\"#/$defs/m\"")
                                                    .replace(
                                                            "\"properties\"",
                                                            "\"$defs\": {\"m\": {\"type\": \"number\"}}, \"properties\"")
                                            : schema));
            assertChecksTotal(files, "schemas/a.json");
        }
        for (var encoding : new Object[][] {
            {StandardCharsets.UTF_16, "UTF-16"},
            {StandardCharsets.UTF_16LE, "UTF-16"},
            {StandardCharsets.UTF_16BE, "UTF-16"},
            {java.nio.charset.Charset.forName("UTF-32"), "UTF-32"},
            {java.nio.charset.Charset.forName("UTF-32LE"), "UTF-32"}
        }) {
            byte[] bytes = schema.getBytes((java.nio.charset.Charset) encoding[0]);
            assertThat(SchemaFiles.of("{}").and("schemas/a.json", bytes).refusal())
                    .contains("it is " + encoding[1] + ", but the hub reads UTF-8");
        }
    }

    @Test
    void saysWhichReferenceLeadsNowhereAndWhichIdsAreThere() {
        SchemaFiles files = SchemaFiles.of(order("mony.json#/$defs/x"))
                .and("schemas/m.json", "{\"$id\": \"https://example.org/std/money.json\"}");
        assertThat(files.refusal())
                .isEqualTo("not a JSON Schema: schemas/a.json: at /properties/total/$ref: 'mony.json' stands for"
                        + " 'https://example.org/std/mony.json', which is not the id of a file under schemas/ or transforms/;"
                        + " nothing is fetched from the network, did you mean 'https://example.org/std/money.json'"
                        + " (schemas/m.json)?");
        assertThat(SchemaFiles.of("{\"$ref\": \"urn:x:1\"}").refusal())
                .contains("'urn:x:1'", "no file there has an id");
        assertThat(SchemaFiles.of("{\"$ref\": \"b.json\"}")
                        .and("schemas/c.json", "{}")
                        .refusal())
                .contains("'b.json' is not a file under schemas/ or transforms/, did you mean 'schemas/c.json'?");
        assertThat(SchemaFiles.of("{\"$ref\": \"#/$defs/adress\", \"$defs\": {\"address\": {}}}")
                        .refusal())
                .contains("at /$ref: there is nothing at '#/$defs/adress', did you mean 'address'?");
        assertThat(SchemaFiles.of("{\"$ref\": \"b.json#adress\"}")
                        .and("schemas/b.json", "{\"$anchor\": \"address\"}")
                        .refusal())
                .contains("there is no anchor 'adress' in schemas/b.json, did you mean 'address'?");
        assertThat(SchemaFiles.of("{\"$ref\": \"#/$defs/a\", \"$defs\": {\"a\": [1]}}")
                        .refusal())
                .contains("'#/$defs/a' in schemas/a.json is no schema");
    }

    @Test
    void findsWhatIsWrongInEveryFileAndTellsAllOfIt() {
        SchemaFiles files = SchemaFiles.of("{\"$ref\": \"b.json\", \"pattern\": \"\\\\Z\"}")
                .and("schemas/b.json", "{\"patternProperties\": {\"a/(\": {\"$ref\": \"#nowhere\"}}}");
        assertThat(files.refusal())
                .contains("schemas/a.json: at /pattern: not a regular expression of ECMA-262: '\\Z' is not an escape")
                .contains("schemas/b.json: at /patternProperties/a~1(: not a regular expression")
                .contains("schemas/b.json: at /patternProperties/a~1(/$ref: there is no anchor 'nowhere'");
        assertThat(SchemaFiles.of("{\"$ref\": \"b.json\"}")
                        .and("schemas/b.json", "{\"type\": 12}")
                        .refusal())
                .contains("schemas/b.json");
        assertThat(SchemaFiles.of("{\"$ref\": \"b.json\"}")
                        .and("schemas/b.json", "{")
                        .refusal())
                .contains("schemas/b.json");
    }

    @Test
    void dependsOnTheFilesOfTheSetAlone() throws Exception {
        SchemaFiles files = SchemaFiles.of(order("money.json"))
                .and("schemas/m.json", "{\"$id\": \"https://example.org/std/money.json\"}")
                .and("schemas/n.json", "{\"$id\": \"https://example.org/other/money.json\"}");
        assertThat(files.used("schemas/a.json")).containsExactlyInAnyOrder("schemas/a.json", "schemas/m.json");
    }
}
