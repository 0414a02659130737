package routes.connector.sns;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import routes.connector.BrokerFixture;
import routes.connector.EndpointUnderTest;
import routes.connector.HubComponent;
import routes.connector.aws.AwsGate;
import routes.connector.sqs.SqsComponent;
import routes.model.CloudEventsMode;
import routes.model.Packing;
import routes.model.SnsTargetSpec;
import routes.model.SourceLocation;
import routes.model.SqsSourceSpec;
import routes.testkit.EmbeddedSqs;
import routes.testkit.Probe;
import routes.testkit.Sns;
import routes.testkit.SnsProbe;

/** SNS behind a gate, whose places are topics with a queue of the same name that gets what is published there. */
final class SnsFixture implements BrokerFixture {

    private static final String TOPICS = "topics";
    private static final String QUEUES = "queues";

    private final EmbeddedSqs sqs = EmbeddedSqs.start();
    private final Sns sns = Sns.start(sqs);
    private final AwsGate gate = AwsGate.before(sns.endpoint());
    private final AwsGate queues = AwsGate.before(sns.subscriberEndpoint());
    private final Map<String, Sns.Subscription> subscriptions = new TreeMap<>();

    @Override
    public Map<String, HubComponent<?, ?>> components() {
        return Map.of(
                TOPICS,
                new SnsComponent(TOPICS, gate.connection()),
                QUEUES,
                new SqsComponent(QUEUES, queues.connection()));
    }

    @Override
    public String ordered(String place) {
        return place + ".fifo";
    }

    @Override
    public void make(String place) {
        make(place, true);
    }

    /** @param raw whether the queue gets what was published, or a notification about it */
    void make(String place, boolean raw) {
        subscriptions.put(place, sns.createTopicWithQueue(place, raw));
    }

    @Override
    public String commandThatMakes(String place) {
        return "aws sns create-topic --name " + place;
    }

    @Override
    public EndpointUnderTest target(String place) {
        return EndpointUnderTest.target(
                TOPICS,
                new SnsTargetSpec(
                        Optional.empty(),
                        "arn:aws:sns:eu-west-1:000000000000:" + place,
                        Optional.empty(),
                        Optional.empty(),
                        Packing.WHEN_NEEDED,
                        CloudEventsMode.KEEP,
                        SourceLocation.NOWHERE));
    }

    /** The queue of that name as a source of the hub. */
    EndpointUnderTest queue(String place) {
        return EndpointUnderTest.source(
                QUEUES,
                new SqsSourceSpec(Optional.empty(), place, Duration.ofSeconds(60), true, SourceLocation.NOWHERE),
                1000);
    }

    @Override
    public Probe probe(String place) {
        return new SnsProbe(sns.endpoint(), subscriptions.get(place));
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
        queues.close();
        gate.close();
        sns.close();
        sqs.close();
    }
}
