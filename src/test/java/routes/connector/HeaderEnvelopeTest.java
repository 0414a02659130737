package routes.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import routes.event.Bytes;
import routes.event.Header;

class HeaderEnvelopeTest {

    @Test
    void unpacksWhatItPacked() {
        List<Header> headers = List.of(
                new Header("plain", Bytes.ofText("a")),
                new Header("a 😀\n", Bytes.of(new byte[] {0, (byte) 0xFF})),
                new Header("absent", Bytes.absent()));

        assertThat(HeaderEnvelope.unpack(HeaderEnvelope.pack(headers))).isEqualTo(headers);
        assertThat(HeaderEnvelope.pack(headers)).contains("a \\uD83D\\uDE00").matches("\\p{ASCII}*");
    }

    @Test
    void keepsAsOneHeaderWhatItCannotHavePacked() {
        for (String text :
                List.of("", "{}", "[[null]]", "[[\"a\",\"?\"]]", "[[\"half a character: \\ud800\",\"YQ==\"]]")) {
            assertThat(HeaderEnvelope.unpack(text))
                    .containsExactly(new Header(HeaderEnvelope.HEADERS, Bytes.ofText(text)));
        }
    }
}
