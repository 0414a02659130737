package routes.pipeline.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSchemaComparisonTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"const\": 1}                     | 1.0                            | true",
                "{\"const\": 1.0}                   | 1                              | true",
                "{\"const\": 100}                   | 1e2                            | true",
                "{\"const\": 0}                     | -0.0                           | true",
                "{\"const\": {\"a\": 1}}            | {\"a\":1.0}                    | true",
                "{\"const\": {\"a\": {\"b\": [2]}}} | {\"a\":{\"b\":[2.00]}}         | true",
                "{\"const\": {\"a\": 1, \"b\": 2}}  | {\"b\":2,\"a\":1.0}            | true",
                "{\"const\": {\"a\": 1}}            | {\"a\":1.01}                   | false",
                "{\"const\": [1, 2]}                | [2, 1]                         | false",
                "{\"const\": 1}                     | true                           | false",
                "{\"const\": 1}                     | \"1\"                          | false",
                "{\"const\": null}                  | null                           | true",
                "{\"const\": 9007199254740993}      | 9007199254740992               | false",
                "{\"const\": 9007199254740993}      | 9007199254740993.0             | true",
                "{\"const\": 9223372036854775807}    | 9223372036854775807.0          | true",
                "{\"const\": -9223372036854775808}   | -92233720368547758.08e2        | true",
                "{\"const\": 9223372036854775808}    | 9223372036854775808.0          | true",
                "{\"const\": 1000000000000000000}    | 1e18                           | true",
                "{\"const\": 10000000000000000000}   | 1e19                           | true",
                "{\"const\": {\"a\": 0}}            | {\"a\":0e5}                      | true",
                "{\"const\": 1e400}                 | 10e399                         | true",
                "{\"enum\": [[1], {\"a\": [1.0]}]}  | {\"a\":[1]}                    | true",
                "{\"enum\": [[1], {\"a\": [1.0]}]}  | [1.00]                         | true",
                "{\"enum\": [[[1]]]}                | [[1.0]]                        | true",
                "{\"enum\": [0]}                    | false                          | false",
                "{\"enum\": [false]}                | 0                              | false",
                "{\"enum\": [\"a\"]}                | \"b\"                          | false",
                "{\"uniqueItems\": true}            | [1, 1.0]                       | false",
                "{\"uniqueItems\": true}            | [100, 1e2]                     | false",
                "{\"uniqueItems\": true}            | [{\"a\":1}, {\"a\":1.0}]       | false",
                "{\"uniqueItems\": true}            | [[[1]], [[1.0]]]               | false",
                "{\"uniqueItems\": true}            | [{\"a\":1,\"b\":2}, {\"b\":2,\"a\":1}] | false",
                "{\"uniqueItems\": true}            | [1, true, \"1\", [1], null]    | true",
                "{\"uniqueItems\": true}            | [0, false, \"\", [], {}, null] | true",
                "{\"uniqueItems\": true}            | [9007199254740993, 9007199254740992] | true",
                "{\"uniqueItems\": false}           | [1, 1.0]                       | true",
                "{\"contains\": {\"const\": 1}}     | [2, 1.0]                       | true",
                "{\"not\": {\"const\": {\"a\":1}}}  | {\"a\":1.0}                    | false",
            })
    void comparesNumbersByTheirValueAtEveryDepth(String schema, String body, boolean isValid) {
        assertThat(SchemaFiles.of(schema).allows(body)).isEqualTo(isValid);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\": \"integer\", \"maximum\": 5}              | 1e19                  | false",
                "{\"type\": \"integer\", \"maximum\": 5}              | 18446744073709551617  | false",
                "{\"type\": \"integer\", \"minimum\": 5}              | 1e19                  | true",
                "{\"type\": \"integer\", \"minimum\": 5}              | -1e19                 | false",
                "{\"maximum\": 9007199254740992}                      | 9007199254740993      | false",
                "{\"exclusiveMaximum\": 9007199254740993}             | 9007199254740992.9    | true",
                "{\"exclusiveMaximum\": 9007199254740993}             | 9007199254740993.0    | false",
                "{\"exclusiveMinimum\": 0.1}                          | 0.10000000000000000001 | true",
                "{\"exclusiveMinimum\": 0.1}                          | 0.10                  | false",
                "{\"multipleOf\": 0.01}                               | 19.99                 | true",
                "{\"multipleOf\": 0.01}                               | 19.999                | false",
                "{\"multipleOf\": 9007199254740993}                   | 18014398509481986     | true",
                "{\"multipleOf\": 9007199254740993}                   | 18014398509481984     | false",
                "{\"multipleOf\": 1e-8}                               | 12391239123           | true",
                "{\"multipleOf\": 3}                                  | 1e300                 | false",
                "{\"type\": \"integer\"}                              | 1.0                   | true",
                "{\"type\": \"integer\"}                              | 1e2                   | true",
                "{\"type\": \"integer\"}                              | 1.5                   | false",
                "{\"type\": [\"integer\", \"null\"]}                  | 1.5                   | false",
                "{\"maximum\": 5, \"exclusiveMaximum\": 6}            | 5                     | true",
                "{\"minimum\": 5, \"exclusiveMinimum\": 4}            | 5.0                   | true",
                "{\"maximum\": 5}                                     | \"6\"                 | true",
                "{\"$schema\": \"http://json-schema.org/draft-04/schema#\", \"type\": \"integer\"} | 1.0 | false",
                "{\"$schema\": \"http://json-schema.org/draft-04/schema#\", \"maximum\": 5, \"exclusiveMaximum\": true} | 5.0 | false",
                "{\"$schema\": \"http://json-schema.org/draft-04/schema#\", \"maximum\": 5, \"exclusiveMaximum\": false} | 5 | true",
                "{\"$schema\": \"http://json-schema.org/draft-04/schema#\", \"minimum\": 5, \"exclusiveMinimum\": true} | 5 | false",
            })
    void countsExactly(String schema, String body, boolean isValid) {
        assertThat(SchemaFiles.of(schema).allows(body)).isEqualTo(isValid);
    }

    @Test
    void checksTheTypeBehindAReferenceToAnEnum() {
        SchemaFiles schema = SchemaFiles.of("{\"$ref\": \"#/$defs/a\", \"$defs\": {\"a\": {\"type\": \"object\","
                + " \"enum\": [\"text\", {\"a\": 1}]}}}");
        assertThat(schema.allows("{\"a\":1.0}")).isTrue();
        assertThat(schema.allows("\"text\"")).isFalse();
    }

    @Test
    void ignoresTheTypeBesideAReferenceOfAnOldDraft() {
        SchemaFiles schema = SchemaFiles.of(
                "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"definitions\":"
                        + " {\"a\": {\"const\": 1}}, \"anyOf\": [{\"type\": \"string\", \"$ref\": \"#/definitions/a\"}]}");
        assertThat(schema.allows("1")).isTrue();
    }

    @Test
    void ignoresFormatsThatNoDraftHas() {
        assertThat(SchemaFiles.of("{\"format\": \"phone\"}").allows("\"00 49\""))
                .isTrue();
        assertThat(SchemaFiles.of("{\"format\": \"color\"}").allows("\"teal-ish\""))
                .isTrue();
        assertThat(SchemaFiles.of("{\"format\": \"ipv4\"}").allows("\"1.2.3.4\\n\""))
                .isFalse();
    }
}
