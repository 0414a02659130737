package routes.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.junit.jupiter.api.Test;
import routes.event.Readiness;

class HubEndpointTest {

    private final List<CompletableFuture<Readiness>> questions = new ArrayList<>();

    private final HubEndpoint place = new HubEndpoint("place", null) {
        @Override
        protected CompletableFuture<Readiness> question() {
            questions.add(new CompletableFuture<>());
            return questions.get(questions.size() - 1);
        }

        @Override
        public CompletableFuture<Readiness> reach() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Producer createProducer() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException();
        }
    };

    @Test
    void asksTheBrokerOnceForAllWhoAskAtOnce() {
        // given
        CompletableFuture<Readiness> first = place.ask();
        CompletableFuture<Readiness> second = place.ask();
        // when
        questions.get(0).complete(Readiness.ready());
        // then
        assertThat(questions).hasSize(1);
        assertThat(first.join().isReady()).isTrue();
        assertThat(second.join().isReady()).isTrue();
    }

    @Test
    void asksAnewOnceThereWasAnAnswer() {
        // given
        CompletableFuture<Readiness> before = place.ask();
        questions.get(0).complete(Readiness.notReady("missing"));
        // when
        CompletableFuture<Readiness> after = place.ask();
        questions.get(1).complete(Readiness.ready());
        // then
        assertThat(before.join().problem()).hasValue("missing");
        assertThat(after.join().isReady()).isTrue();
    }
}
