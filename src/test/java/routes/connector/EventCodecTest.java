package routes.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventCodecTest {

    @Test
    void refusesForGoodAndInWordsWhatTheCodecFailsToConvert() {
        RecordedSend send = RecordedSend.of("a");

        assertThat(EventCodec.encode(send, event -> {
                    throw new ArrayIndexOutOfBoundsException("-1");
                }))
                .isEmpty();
        assertThat(send.told())
                .isEqualTo("PERMANENT the hub could not convert the event to a message of the target: "
                        + "java.lang.ArrayIndexOutOfBoundsException: -1");
    }

    @Test
    void givesNoAnswerWhereTheCodecDoesNotFail() {
        RecordedSend send = RecordedSend.of("a");

        assertThat(EventCodec.encode(send, RecordedSend.class::cast)).contains(send);
        assertThat(send.isAnswered()).isFalse();
    }
}
