package routes.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.event.Readiness;

class HubComponentTest {

    private final Places places = new Places();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%", "%41", "%2525", "a+b", "a&b=c", "a?b", "a#b", "#bean", "a b", " a ", "ä", "RAW(x)", "{{x}}",
                "${x}", "a/b:c", "\\", "?", "日本"
            })
    void handsOnEveryTextLetterByLetter(String text) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addComponent("places", places);
            context.getEndpoint(Places.uri(text, text));
        }
        assertThat(places.made).containsExactly(List.of(text, text));
    }

    @Test
    void takesNoTwoTextsForTheSame() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addComponent("places", places);
            List.of("A", "%41", "%2541", "%252541", "+", " ", "%20", "%2B")
                    .forEach(text -> context.getEndpoint(Places.uri("same", text)));
        }
        assertThat(places.made).hasSize(8).doesNotHaveDuplicates();
    }

    private static final class Places extends HubComponent {

        private final List<List<String>> made = new ArrayList<>();

        static String uri(String connection, String place) {
            return "places:" + encoded(connection) + "?place=" + encoded(place);
        }

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            made.add(List.of(decoded(remaining), needed(parameters, "place")));
            return new HubEndpoint(uri, this) {
                @Override
                protected CompletableFuture<Readiness> question() {
                    return CompletableFuture.completedFuture(Readiness.ready());
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
        }
    }
}
