package routes.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultEndpoint;
import org.junit.jupiter.api.Test;
import routes.event.Readiness;

class SourceConsumerTest {

    @Test
    void saysThatItIsBrokenOnceWhatItHandsOnIsThrownBack() throws Exception {
        // given
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            Sample source = new Sample(camel, exchange -> {
                throw new IllegalStateException("a mistake");
            });
            assertThat(source.state().isReady()).isTrue();
            // when
            source.handOn(List.of());
            // then
            assertThat(source.state().problem().orElse("none"))
                    .contains("could not be handed on", "IllegalStateException");
        }
    }

    private static final class Somewhere extends DefaultEndpoint {

        Somewhere(DefaultCamelContext camel) {
            super("somewhere", null);
            setCamelContext(camel);
        }

        @Override
        public Producer createProducer() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Sample extends SourceConsumer {

        Sample(DefaultCamelContext camel, Processor processor) {
            super(new Somewhere(camel), processor, 1, 1);
            is(Readiness.ready());
        }

        @Override
        protected void relieved() {
            // Nothing waits here.
        }
    }
}
