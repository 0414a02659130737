package routes.faults;

import java.net.URI;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import routes.testkit.AllBrokers;
import routes.testkit.BrokerUnderTest;
import routes.testkit.Direction;
import routes.testkit.KafkaProcess;
import routes.testkit.RealRabbit;
import routes.testkit.TcpProxy;

/** The brokers, and the network between each of them and the hub. Those who send and collect events go past that network. */
final class FaultEnvironment implements AutoCloseable {

    private final AllBrokers brokers = AllBrokers.start(KafkaProcess::start);
    private final KafkaProcess kafka = (KafkaProcess) brokers.kafka();
    private final Map<BrokerUnderTest, TcpProxy> network = new EnumMap<>(BrokerUnderTest.class);

    FaultEnvironment() {
        network.put(BrokerUnderTest.KAFKA, kafka.proxy());
        network.put(
                BrokerUnderTest.RABBITMQ,
                TcpProxy.before(port("amqp://" + brokers.amqp().address())));
        network.put(BrokerUnderTest.SQS, TcpProxy.before(port(brokers.sqs().endpoint())));
        network.put(BrokerUnderTest.SNS, TcpProxy.before(port(brokers.sns().endpoint())));
    }

    private static int port(String address) {
        return URI.create(address).getPort();
    }

    AllBrokers brokers() {
        return brokers;
    }

    TcpProxy network(BrokerUnderTest harbour) {
        return network.get(harbour);
    }

    /** Where the hub finds those that a direction needs, and Kafka, which takes dead letters: behind the network. */
    String hubYaml(Direction direction) {
        return hubYaml(List.of(BrokerUnderTest.KAFKA, direction.from(), direction.to()));
    }

    /** Where the hub finds these, behind the network. */
    String hubYaml(List<BrokerUnderTest> harbours) {
        Map<BrokerUnderTest, String> names = new EnumMap<>(Map.of(
                BrokerUnderTest.KAFKA,
                "kafka",
                BrokerUnderTest.RABBITMQ,
                "rabbit",
                BrokerUnderTest.SQS,
                "queues",
                BrokerUnderTest.SNS,
                "topics"));
        names.keySet().retainAll(harbours);
        Map<String, String> detours = new LinkedHashMap<>();
        names.forEach((harbour, name) -> {
            boolean aws = harbour == BrokerUnderTest.SQS || harbour == BrokerUnderTest.SNS;
            detours.put(name, (aws ? "http://" : "") + network(harbour).address());
        });
        return brokers.hubYaml(detours, detours.keySet().toArray(String[]::new));
    }

    /** Whether the broker is a process that keeps what it has confirmed when it is killed. */
    boolean canKill(BrokerUnderTest harbour) {
        return harbour == BrokerUnderTest.KAFKA
                || harbour == BrokerUnderTest.RABBITMQ && brokers.amqp().isRabbit();
    }

    /** Ends a broker as by a power cut. */
    void kill(BrokerUnderTest harbour) {
        if (harbour == BrokerUnderTest.KAFKA) {
            kafka.kill9();
        } else {
            rabbit().kill9();
        }
    }

    /** Returns when it is ready. */
    void restart(BrokerUnderTest harbour) {
        if (harbour == BrokerUnderTest.KAFKA) {
            kafka.restart();
        } else {
            rabbit().restart();
        }
    }

    /** By a kill, where that is possible; else by cutting its network. */
    void takeAway(BrokerUnderTest harbour) {
        if (canKill(harbour)) {
            kill(harbour);
        } else {
            network(harbour).refuse(true);
        }
    }

    /** Returns when it is ready. */
    void giveBack(BrokerUnderTest harbour) {
        if (canKill(harbour)) {
            restart(harbour);
        } else {
            network(harbour).refuse(false);
        }
    }

    /** Whether a place there can be taken away and made anew. */
    boolean canDelete(BrokerUnderTest harbour) {
        return harbour != BrokerUnderTest.SNS || brokers.sns().canDelete();
    }

    private RealRabbit rabbit() {
        return (RealRabbit) brokers.amqp();
    }

    @Override
    public void close() {
        network.values().forEach(TcpProxy::close);
        brokers.close();
    }
}
