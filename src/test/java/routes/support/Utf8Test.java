package routes.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

    private static final String HIGH = "\ud83d";
    private static final String LOW = "\ude00";

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "a", "ü中", HIGH + LOW, "a" + HIGH + LOW + "b" + HIGH + LOW})
    void encodesWhatHasNoUnpairedSurrogate(String text) {
        assertThat(Utf8.encode(text)).contains(text.getBytes(StandardCharsets.UTF_8));
        assertThat(Utf8.legible(text)).isSameAs(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {HIGH, LOW, "a" + HIGH, HIGH + "a", LOW + HIGH, HIGH + HIGH + LOW, HIGH + LOW + LOW})
    void replacesNoUnpairedSurrogate(String text) {
        assertThat(Utf8.isEncodable(text)).isFalse();
        assertThat(Utf8.encode(text)).isEmpty();
        assertThat(Utf8.isEncodable(Utf8.legible(text))).isTrue();
    }

    @Test
    void writesAnUnpairedSurrogateForPeopleAsJsonDoes() {
        assertThat(Utf8.legible("a" + HIGH + HIGH + LOW + LOW)).isEqualTo("a\\ud83d" + HIGH + LOW + "\\ude00");
    }
}
