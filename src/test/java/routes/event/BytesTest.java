package routes.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BytesTest {

    @Test
    void areTextOnlyWhereTheyAreUtf8() {
        assertThat(Bytes.ofText("größer 🚀").text()).contains("größer 🚀");
        assertThat(Bytes.of(new byte[0]).text()).contains("");
        assertThat(Bytes.of(new byte[] {'a', (byte) 0xFF}).text()).isEmpty();
        assertThat(Bytes.of(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}).text())
                .as("a lone surrogate")
                .isEmpty();
        assertThat(Bytes.absent().text()).isEmpty();
    }

    @Test
    void tellAReplacementCharacterThatWasSentFromBytesThatAreNotText() {
        assertThat(Bytes.ofText("a\uFFFDb").text()).contains("a\uFFFDb");
        assertThat(Bytes.of(new byte[] {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD, (byte) 0xFF})
                        .text())
                .isEmpty();
    }

    @Test
    void areEqualByContentAndTellAbsentFromEmpty() {
        assertThat(Bytes.ofText("k")).isEqualTo(Bytes.ofText("k")).hasSameHashCodeAs(Bytes.ofText("k"));
        assertThat(Bytes.of(new byte[0])).isNotEqualTo(Bytes.absent());
    }
}
