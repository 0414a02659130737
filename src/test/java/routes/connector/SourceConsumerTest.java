package routes.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class SourceConsumerTest {

    @Test
    void saysThatItIsBrokenOnceWhatItHandsOnIsThrownBack() throws Exception {
        // given
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            ScriptedSource source = new ScriptedSource(camel, exchange -> {
                throw new IllegalStateException("a mistake");
            });
            assertThat(source.readiness().isReady()).isTrue();
            // when
            source.receive();
            // then
            assertThat(source.readiness().problem().orElse("none"))
                    .contains("could not be handed on", "IllegalStateException");
        }
    }
}
