package routes.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiJsonTest {

    @Test
    void writesCharactersBeyondUFfffAsTheyAre() throws IOException {
        // given
        ObjectMapper mapper = new ObjectMapper();
        new ApiJson().customize(mapper);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        // when
        mapper.writer().writeValue(answer, Map.of("😀", "a😀"));
        // then
        assertThat(answer.toString(StandardCharsets.UTF_8)).isEqualTo("{\"😀\":\"a😀\"}");
    }

    @Test
    void readsTheBodyOfAnEventAsTheTextThatItIs() throws IOException {
        // given
        ObjectMapper mapper = new ObjectMapper().registerModule(new Jdk8Module());
        String body = "{\"n\":[1.10,1E+400,12345678901234567890],\"n\":null,\"t\":\"a\\\"b\"}";
        // when
        SimulatedEvent given = mapper.readValue("{\"body\": " + body + "}", SimulatedEvent.class);
        SimulatedEvent nothing = mapper.readValue("{\"body\": null}", SimulatedEvent.class);
        SimulatedEvent none = mapper.readValue("{}", SimulatedEvent.class);
        // then
        assertThat(given.sample().body()).contains(body);
        assertThat(nothing.sample().body()).contains("null");
        assertThat(none.sample().body()).isEmpty();
    }
}
