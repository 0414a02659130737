package routes.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import routes.config.ConfigReader;
import routes.connector.HubEndpoint;
import routes.model.HubDefinition;
import routes.model.RouteSpec;
import routes.model.SourceSpec;
import routes.model.TargetSpec;

/** Every place that a route can name has an endpoint, so that a kind that was added to the words alone is found here. */
class ConnectorRegistryTest {

    private final HubDefinition definition = new ConfigReader(name -> Optional.empty())
            .read(Path.of("src/test/resources/fixtures/valid/every-key"))
            .definition()
            .orElseThrow();

    @Test
    void makesAnEndpointOfEveryKindOfOrigin() throws IOException {
        assertThat(definition.routes().values().stream().map(RouteSpec::from).<Class<?>>map(Object::getClass))
                .containsOnly(SourceSpec.class.getPermittedSubclasses());
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            ConnectorRegistry brokers = new ConnectorRegistry(context);
            brokers.follow(definition);

            definition.routes().forEach((name, spec) -> {
                HubEndpoint source = brokers.source(name, spec);
                assertThat(context.getEndpoints()).contains(source);
            });
        }
    }

    @Test
    void makesAnEndpointOfEveryKindOfDestination() throws IOException {
        Set<TargetSpec> all = definition.routes().values().stream()
                .flatMap(spec -> Stream.concat(spec.targets().stream(), Stream.of(spec.deadLetter())))
                .collect(Collectors.toSet());
        assertThat(all.stream().<Class<?>>map(Object::getClass))
                .containsOnly(TargetSpec.class.getPermittedSubclasses());
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            ConnectorRegistry brokers = new ConnectorRegistry(context);
            brokers.follow(definition);

            assertThat(all).allSatisfy(to -> {
                HubEndpoint target = brokers.target("route", to);
                assertThat(context.getEndpoints()).contains(target);
            });
        }
    }
}
