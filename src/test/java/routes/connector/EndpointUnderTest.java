package routes.connector;

import java.util.Optional;
import routes.model.DataSize;
import routes.model.InFlight;
import routes.model.SourceSpec;
import routes.model.TargetSpec;

/**
 * A source or target of a component under test. Equal where the same endpoint is meant.
 *
 * @param component as a {@link BrokerFixture} calls it
 */
public record EndpointUnderTest(
        String component, Optional<SourceSpec> source, Optional<TargetSpec> target, InFlight inFlight) {

    private static final DataSize PLENTY = DataSize.parse("16MiB");

    public static EndpointUnderTest source(String component, SourceSpec spec, InFlight inFlight) {
        return new EndpointUnderTest(component, Optional.of(spec), Optional.empty(), inFlight);
    }

    public static EndpointUnderTest source(String component, SourceSpec spec, int events) {
        return source(component, spec, new InFlight(events, PLENTY));
    }

    public static EndpointUnderTest target(String component, TargetSpec spec) {
        return new EndpointUnderTest(component, Optional.empty(), Optional.of(spec), new InFlight(1, PLENTY));
    }

    /** @param route by whose name the source is known at its system */
    @SuppressWarnings("unchecked")
    HubEndpoint in(HubComponent<?, ?> made, String uri, String route) {
        HubComponent<SourceSpec, TargetSpec> any = (HubComponent<SourceSpec, TargetSpec>) made;
        return source.map(spec -> any.source(uri, spec, route, inFlight))
                .orElseGet(() -> any.target(uri, target.orElseThrow()));
    }
}
