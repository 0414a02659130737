package routes.connector.sqs;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import routes.connector.BrokerFixture;
import routes.connector.EndpointUnderTest;
import routes.connector.HubComponent;
import routes.connector.aws.AwsGate;
import routes.model.CloudEventsMode;
import routes.model.Packing;
import routes.model.SourceLocation;
import routes.model.SqsSourceSpec;
import routes.model.SqsTargetSpec;
import routes.testkit.EmbeddedSqs;
import routes.testkit.Probe;
import routes.testkit.SqsProbe;

/** SQS behind a gate, whose places are queues; one that keeps an order is FIFO. */
final class SqsFixture implements BrokerFixture.Source {

    private static final String COMPONENT = "sqs";

    /** What was on its way when the gate was shut is hidden for so long. */
    private static final Duration VISIBILITY = Duration.ofSeconds(5);

    private final EmbeddedSqs sqs = EmbeddedSqs.start();
    private final AwsGate gate = AwsGate.before(sqs.endpoint());

    EmbeddedSqs sqs() {
        return sqs;
    }

    AwsGate gate() {
        return gate;
    }

    @Override
    public Map<String, HubComponent<?, ?>> components() {
        return Map.of(COMPONENT, new SqsComponent(COMPONENT, gate.connection()));
    }

    @Override
    public String ordered(String place) {
        return place + ".fifo";
    }

    @Override
    public void make(String place) {
        sqs.createQueue(place);
    }

    @Override
    public String commandThatMakes(String place) {
        return "aws sqs create-queue --queue-name " + place;
    }

    @Override
    public EndpointUnderTest target(String place) {
        return target(place, Packing.WHEN_NEEDED);
    }

    static EndpointUnderTest target(String place, Packing packing) {
        return EndpointUnderTest.target(
                COMPONENT,
                new SqsTargetSpec(
                        Optional.empty(),
                        place,
                        Optional.empty(),
                        Optional.empty(),
                        packing,
                        CloudEventsMode.KEEP,
                        SourceLocation.NOWHERE));
    }

    @Override
    public EndpointUnderTest source(String place, int events) {
        return EndpointUnderTest.source(
                COMPONENT,
                new SqsSourceSpec(Optional.empty(), place, VISIBILITY, true, SourceLocation.NOWHERE),
                events);
    }

    @Override
    public Probe probe(String place) {
        return new SqsProbe(sqs.endpoint(), place);
    }

    @Override
    public void leave() {
        gate.shut();
    }

    @Override
    public void comeBack() {
        gate.open();
    }

    @Override
    public void close() {
        gate.close();
        sqs.close();
    }
}
