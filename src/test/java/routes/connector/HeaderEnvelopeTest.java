package routes.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.event.Bytes;
import routes.event.Header;

class HeaderEnvelopeTest {

    @Test
    void unpacksWhatItPacked() {
        List<Header> headers = List.of(
                new Header("plain", Bytes.ofText("a")),
                new Header("a 😀\n", Bytes.of(new byte[] {0, (byte) 0xFF})),
                new Header("", Bytes.ofText("")),
                new Header("absent", Bytes.absent()));

        assertThat(unpacked(packed(headers))).isEqualTo(headers);
        assertThat(packed(headers)).contains("a \\uD83D\\uDE00").matches("\\p{ASCII}*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"a\":[\"a\",\"YQ==\"]}",
                "null",
                "[]",
                "[] junk",
                "[[]]",
                "[[null]]",
                "[\"a\"]",
                "[[\"a\",\"?\"]]",
                "[[\"a\",\"YQ==\"]] junk",
                "[[\"a\",\"YQ==\"]] [[\"b\"]]",
                "[[\"a\",\"YQ==\",\"String\",\"x\"]]",
                "[[1,\"YQ==\"]]",
                "[[\"a\",1234]]",
                "[[\"a\",\"YQ==\",true]]",
                "[[\"a\",\"YQ==\",null]]",
                "[[\"a\",\"YQ==\"],\"b\"]",
                "[[\"half a character: \\ud800\",\"YQ==\"]]"
            })
    void keepsAsOneHeaderWhatItCannotHavePacked(String text) {
        assertThat(unpacked(text)).containsExactly(new Header(HeaderEnvelope.HEADERS, Bytes.ofText(text)));
    }

    private static String packed(List<Header> headers) {
        return HeaderEnvelope.pack(headers, header -> Optional.empty());
    }

    private static List<Header> unpacked(String text) {
        return HeaderEnvelope.unpack(
                new Header(HeaderEnvelope.HEADERS, Bytes.ofText(text)), (type, value) -> Optional.empty());
    }
}
