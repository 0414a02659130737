package routes.camel;

import java.time.Duration;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.spi.HeaderFilterStrategyAware;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * What holds for plain Camel routes unless they say otherwise. Camel's own defaults would try a failed exchange once, and go on
 * to the next record of a Kafka topic. Thread-safe.
 */
final class RouteDefaults extends LifecycleStrategySupport {

    /**
     * With these pauses (1, 2, 4, … 60 s) an exchange fails after three minutes. That is before a Kafka consumer counts as dead
     * (max.poll.interval.ms, five minutes).
     */
    private static final int MAX_RETRIES = 8;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(60);
    private static final int GROWTH = 2;
    private static final int JITTER_PERCENT = 20;

    private RouteDefaults() {}

    /** For the components and endpoints of the context; before routes are loaded. */
    static void addTo(DefaultCamelContext context) {
        context.addLifecycleStrategy(new RouteDefaults());
    }

    /** For the routes that have been loaded. An error handler that their file sets for all of them is left as it is. */
    static void handleErrors(DefaultCamelContext context) {
        if (context.getCamelContextExtension().getErrorHandlerFactory() == null) {
            context.getCamelContextExtension().setErrorHandlerFactory(retrying());
        }
    }

    /** Logs no body and no header. */
    private static ErrorHandlerFactory retrying() {
        return new DefaultErrorHandlerDefinition()
                .maximumRedeliveries(MAX_RETRIES)
                .redeliveryDelay(FIRST_PAUSE.toMillis())
                .backOffMultiplier(GROWTH)
                .useExponentialBackOff()
                .maximumRedeliveryDelay(MAX_PAUSE.toMillis())
                .collisionAvoidancePercent(JITTER_PERCENT)
                .useCollisionAvoidance()
                .allowRedeliveryWhileStopping(false)
                .logExhaustedMessageHistory(false);
    }

    /** Options in a URI override these. */
    @Override
    public void onComponentAdd(String name, Component component) {
        if (component instanceof KafkaComponent kafka) {
            KafkaConfiguration configuration = kafka.getConfiguration();
            // A record whose exchange has failed is read again, and no later one is processed before it.
            configuration.setBreakOnFirstError(true);
            // For that, a group without a committed offset must not start behind the record.
            configuration.setAutoOffsetReset("earliest");
        }
    }

    @Override
    public void onEndpointAdd(Endpoint endpoint) {
        if (endpoint instanceof KafkaEndpoint kafka) {
            KafkaCommits.addTo(kafka);
        }
        if (endpoint instanceof HeaderFilterStrategyAware filtering
                && ControlHeaderFilter.canExtend(filtering.getHeaderFilterStrategy())) {
            filtering.setHeaderFilterStrategy(new ControlHeaderFilter(filtering.getHeaderFilterStrategy()));
        }
    }
}
