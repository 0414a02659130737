package routes.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
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
}
