package routes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import org.junit.jupiter.api.Test;

class JsonErrorsTest {

    private static final JsonMapper JSON = mapper();

    private static JsonMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
                .addModule(new Jdk8Module())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        new ApiJson().customize(mapper);
        return mapper;
    }

    private static String error(String text) {
        return JsonErrors.of(
                catchThrowableOfType(JsonProcessingException.class, () -> JSON.readValue(text, SimulatedEvent.class)));
    }

    @Test
    void sayWhichLimitAJsonTextExceeds() {
        assertThat(error("{\"body\": " + "[".repeat(1001) + "]".repeat(1001) + "}"))
                .startsWith("the body is nested too deeply: at most 1000 levels are allowed");
        assertThat(error("{\"body\": " + "1".repeat(2000) + "}"))
                .startsWith("the body has a number with too many digits: at most 1000 are allowed");
        assertThat(error("{\"body\": 0." + "1".repeat(2000) + "}"))
                .startsWith("the body has a number with too many digits: at most 1000 are allowed");
        assertThat(error("{\"" + "k".repeat(60_000) + "\": 1}"))
                .startsWith("the body has a key that is too long: at most 50000 characters are allowed");
        assertThat(error("{\"raw\": \"" + "x".repeat(20_000_001) + "\"}"))
                .startsWith("the body has a text that is too long: at most 20000000 characters are allowed");
    }

    @Test
    void sayWhatIsWrongAndWhere() {
        assertThat(error("{\"body\": 1} {}")).isEqualTo("the body has something after its JSON at line 1, column 13");
        assertThat(error("{\"body\": 1,\n \"body\": 2}")).isEqualTo("the body has a key twice at line 2, column 8");
        assertThat(error("{\"body\": {\"a\": 1, \"a\": 2}}")).startsWith("the body has a key twice at line 1");
        assertThat(error("{\"body\": 1")).isEqualTo("the body is not valid JSON at line 1, column 11");
        assertThat(error("{\"raw\": \"\u0000\"}")).startsWith("the body is not valid JSON at line 1");
        assertThat(error("{\"key\": {}}")).startsWith("'key' is missing or has a value of the wrong type");
        assertThat(error("{\"headers\": 5}")).startsWith("'headers' is missing or has a value of the wrong type");
        assertThat(error("{\"body\": 1e99999999999}")).startsWith("'body' is missing or has a value of the wrong type");
        assertThat(error("{\"sound\": 1}"))
                .isEqualTo("unknown key 'sound'; expected one of base64, body, headers, key, raw");
    }
}
