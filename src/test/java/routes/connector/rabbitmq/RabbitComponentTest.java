package routes.connector.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.model.CloudEventsMode;
import routes.model.DataSize;
import routes.model.RabbitConnection;
import routes.model.RabbitTargetSpec;
import routes.model.Secret;
import routes.model.SourceLocation;

/** A name that means something in a URI, to Camel or to the hub is a name like any other. */
class RabbitComponentTest {

    private final RabbitComponent component = new RabbitComponent(
            "rabbit",
            new RabbitConnection(
                    "localhost:1", "hub", new Secret("secret"), "/", Optional.empty(), DataSize.parse("16MiB")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%", "%41", "%2525", "a+b", "a&b=c", "a?b", "a#b", "#bean", "a b", " a ", "ä", "RAW(x)", "{{x}}", "x}",
                "a/b:c", "\\", "?", "日本"
            })
    void handsOnEveryNameLetterByLetter(String name) {
        assertThat(exchange(name, "hub-rabbitmq:route/target/1").place()).isEqualTo(QueueOrExchange.exchange(name));
    }

    @Test
    void takesNoTwoNamesForTheSame() throws Exception {
        Set<QueueOrExchange> places = new HashSet<>();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addComponent("hub-rabbitmq", component);
            for (String name : List.of("A", "%41", "%2541", "%252541", "+", " a", "%20", "%2B")) {
                String uri = "hub-rabbitmq:route/target/" + places.size();
                RabbitTargetEndpoint endpoint = exchange(name, uri);
                context.addEndpoint(uri, endpoint);
                places.add(endpoint.place());
            }
            assertThat(context.getEndpoints()).hasSize(8);
        }
        assertThat(places).hasSize(8);
    }

    @Test
    void makesNoEndpointOfAUri() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addComponent("hub-rabbitmq", component);

            assertThatThrownBy(() -> context.getEndpoint("hub-rabbitmq:rabbit?role=target&queue=orders"))
                    .hasStackTraceContaining("are made from the routes in HUB_HOME");
        }
    }

    private RabbitTargetEndpoint exchange(String name, String uri) {
        return (RabbitTargetEndpoint) component.target(
                uri,
                new RabbitTargetSpec(
                        Optional.empty(),
                        Optional.of(name),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        CloudEventsMode.KEEP,
                        SourceLocation.NOWHERE));
    }
}
