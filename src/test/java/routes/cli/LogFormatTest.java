package routes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogFormatTest {

    @Test
    void isTextOnATerminalAndJsonElsewhereUnlessToldOtherwise() {
        assertThat(LogFormat.AUTO.isJson(true)).isFalse();
        assertThat(LogFormat.AUTO.isJson(false)).isTrue();
        assertThat(LogFormat.TEXT.isJson(false)).isFalse();
        assertThat(LogFormat.JSON.isJson(true)).isTrue();
    }

    @Test
    void isNamedInSmallLettersAndAutoWhereNothingIsSaid() {
        assertThat(LogFormat.of(Optional.of("json"))).isEqualTo(LogFormat.JSON);
        assertThat(LogFormat.of(Optional.of("text"))).isEqualTo(LogFormat.TEXT);
        assertThat(LogFormat.of(Optional.of("auto"))).isEqualTo(LogFormat.AUTO);
        assertThat(LogFormat.of(Optional.of(""))).isEqualTo(LogFormat.AUTO);
        assertThat(LogFormat.of(Optional.empty())).isEqualTo(LogFormat.AUTO);
    }

    @Test
    void refusesAnythingElseAndSaysWhatThereIs() {
        assertThatThrownBy(() -> LogFormat.of(Optional.of("yaml")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("HUB_LOG_FORMAT is 'yaml', but must be one of auto, text, json");
    }
}
