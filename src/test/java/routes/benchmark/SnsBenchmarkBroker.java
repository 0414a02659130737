package routes.benchmark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import routes.event.Event;
import routes.testkit.AwsEmulator;
import routes.testkit.Fauxqs;
import routes.testkit.Sns;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Standard topics of the emulator, each with a queue that gets what is published, as it is. A target only. */
final class SnsBenchmarkBroker implements BenchmarkBroker {

    private final Fauxqs emulator = Fauxqs.start(Optional.ofNullable(System.getenv(Sns.EMULATOR))
            .orElseThrow(
                    () -> new IllegalStateException(Sns.EMULATOR + " must name a folder with node_modules/fauxqs")));
    private final SqsClient subscriber = AwsEmulator.sqs(emulator.subscriberEndpoint());
    private final Map<String, String> topics = new HashMap<>();

    @Override
    public String kind() {
        return "sns";
    }

    @Override
    public String address() {
        return emulator.endpoint();
    }

    @Override
    public String rawTarget(String place) {
        return topics.get(place);
    }

    @Override
    public String connection() {
        return SqsBenchmarkBroker.connection(address());
    }

    @Override
    public String from(String place) {
        throw new UnsupportedOperationException("SNS is no source");
    }

    @Override
    public String to(String place) {
        return "{ sns: { topicArn: \"" + topics.get(place) + "\" } }";
    }

    @Override
    public void create(String place) {
        topics.put(place, emulator.createTopicWithQueue(place, true).topicArn());
    }

    @Override
    public void delete(String place) {
        SqsBenchmarkBroker.delete(subscriber, place);
    }

    @Override
    public void fill(String place, List<Event> events) {
        throw new UnsupportedOperationException("SNS is no source");
    }

    @Override
    public long count(String place) {
        return SqsBenchmarkBroker.count(subscriber, place);
    }

    @Override
    public void read(String place, Consumer<byte[]> bodies, BooleanSupplier enough) {
        SqsBenchmarkBroker.read(subscriber, place, bodies, enough);
    }

    @Override
    public boolean keepsOrder() {
        return false;
    }

    @Override
    public boolean isEmptiedByReading() {
        return true;
    }

    @Override
    public void close() {
        subscriber.close();
        emulator.close();
    }
}
