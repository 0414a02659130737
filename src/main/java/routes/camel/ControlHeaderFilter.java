package routes.camel;

import java.util.List;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Filters the control headers of all components, in addition to what the component itself filters: a component does not know the
 * others' headers, and would hand {@code kafka.TOPIC} to a web server. Neither are they taken from outside, where they would
 * control what a route does next. Immutable and thread-safe.
 */
record ControlHeaderFilter(HeaderFilterStrategy component) implements HeaderFilterStrategy {

    private static final List<String> PREFIXES = List.of("camel", "kafka.", "org.apache.camel.");
    private static final String COMPONENTS = "org.apache.camel.";

    /** Whether this is a strategy of a component, and not one that a route names on purpose. */
    static boolean canExtend(HeaderFilterStrategy strategy) {
        return strategy != null && strategy.getClass().getName().startsWith(COMPONENTS);
    }

    private static boolean isControl(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return PREFIXES.stream().anyMatch(name::startsWith);
    }

    @Override
    public boolean applyFilterToCamelHeaders(String header, Object value, Exchange exchange) {
        return isControl(header) || component.applyFilterToCamelHeaders(header, value, exchange);
    }

    @Override
    public boolean applyFilterToExternalHeaders(String header, Object value, Exchange exchange) {
        return isControl(header) || component.applyFilterToExternalHeaders(header, value, exchange);
    }
}
