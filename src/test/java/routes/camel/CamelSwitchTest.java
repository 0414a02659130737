package routes.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import routes.model.CamelFiles;

class CamelSwitchTest {

    private static final CamelFiles TWO =
            new CamelFiles(Map.of("camel/b.yaml", text("same"), "camel/a.yaml", text("same")), true);

    private static byte[] text(String id) {
        return "- route: { id: %s, from: { uri: timer:a, steps: [ log: a ] } }"
                .formatted(id)
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void isWhatTheSettingSays() {
        assertThat(CamelSwitch.of("on")).isEqualTo(CamelSwitch.ON);
        assertThat(CamelSwitch.of("off")).isEqualTo(CamelSwitch.OFF);
        assertThatThrownBy(() -> CamelSwitch.of("yes"))
                .hasMessage("hub.camel, or HUB_CAMEL, must be on or off, but is 'yes'");
    }

    @Test
    void saysOfEveryFileThatItIsOff() {
        assertThat(CamelSwitch.OFF.problems(TWO))
                .extracting(Object::toString)
                .containsExactly(
                        "camel/a.yaml: plain Camel routes are disabled; set HUB_CAMEL=on to enable them",
                        "camel/b.yaml: plain Camel routes are disabled; set HUB_CAMEL=on to enable them");
    }

    @Test
    void looksIntoEveryFileWhereItIsOn() {
        assertThat(CamelSwitch.ON.problems(TWO))
                .extracting(Object::toString)
                .containsExactly("camel/b.yaml:1:1: the route 'same' already exists in camel/a.yaml; use another id");
    }

    @Test
    void countsNoFileTwice() {
        DisabledCamelRoutes camelRoutes = new DisabledCamelRoutes();
        camelRoutes.follow(TWO);
        camelRoutes.follow(TWO);
        assertThat(camelRoutes.problems()).hasSize(2);
        camelRoutes.follow(new CamelFiles(Map.of(), true));
        assertThat(camelRoutes.problems()).isEmpty();
    }
}
