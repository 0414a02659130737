package routes.faults;

import routes.brokers.AllBrokers;
import routes.brokers.Direction;
import routes.brokers.Harbour;
import routes.brokers.KafkaProcess;
import routes.brokers.RealRabbit;
import routes.brokers.TcpProxy;












import java.net.URI;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The brokers, and the network between each of them and the hub. Those who send and collect events go past that network. */
final class Stage implements AutoCloseable {

    private final KafkaProcess kafka = KafkaProcess.start();
    private final AllBrokers brokers = AllBrokers.start(kafka);
    private final Map<Harbour, TcpProxy> network = new EnumMap<>(Harbour.class);

    Stage() {
        network.put(Harbour.KAFKA, kafka.proxy());
        network.put(
                Harbour.RABBITMQ,
                TcpProxy.before(port("amqp://" + brokers.amqp().address())));
        network.put(Harbour.SQS, TcpProxy.before(port(brokers.sqs().endpoint())));
        network.put(Harbour.SNS, TcpProxy.before(port(brokers.sns().endpoint())));
    }

    private static int port(String address) {
        return URI.create(address).getPort();
    }

    AllBrokers brokers() {
        return brokers;
    }

    TcpProxy network(Harbour harbour) {
        return network.get(harbour);
    }

    /** Where the hub finds those that a direction needs, and Kafka, which takes dead letters: behind the network. */
    String hubYaml(Direction direction) {
        return hubYaml(List.of(Harbour.KAFKA, direction.from(), direction.to()));
    }

    /** Where the hub finds these, behind the network. */
    String hubYaml(List<Harbour> harbours) {
        Map<Harbour, String> names = new EnumMap<>(Map.of(
                Harbour.KAFKA, "kafka", Harbour.RABBITMQ, "rabbit", Harbour.SQS, "queues", Harbour.SNS, "topics"));
        names.keySet().retainAll(harbours);
        Map<String, String> detours = new LinkedHashMap<>();
        names.forEach((harbour, name) -> {
            boolean aws = harbour == Harbour.SQS || harbour == Harbour.SNS;
            detours.put(name, (aws ? "http://" : "") + network(harbour).address());
        });
        return brokers.hubYaml(detours, detours.keySet().toArray(String[]::new));
    }

    /** Whether the broker is a process that keeps what it has confirmed when it is killed. */
    boolean canKill(Harbour harbour) {
        return harbour == Harbour.KAFKA
                || harbour == Harbour.RABBITMQ && brokers.amqp().isRabbit();
    }

    /** Ends a broker as by a power cut. */
    void kill(Harbour harbour) {
        if (harbour == Harbour.KAFKA) {
            kafka.kill9();
        } else {
            rabbit().kill9();
        }
    }

    /** Returns when it is ready. */
    void restart(Harbour harbour) {
        if (harbour == Harbour.KAFKA) {
            kafka.restart();
        } else {
            rabbit().restart();
        }
    }

    /** By a kill, where that is possible; else by cutting its network. */
    void takeAway(Harbour harbour) {
        if (canKill(harbour)) {
            kill(harbour);
        } else {
            network(harbour).refuse(true);
        }
    }

    /** Returns when it is ready. */
    void giveBack(Harbour harbour) {
        if (canKill(harbour)) {
            restart(harbour);
        } else {
            network(harbour).refuse(false);
        }
    }

    /** Whether a place there can be taken away and made anew. */
    boolean canDelete(Harbour harbour) {
        return harbour != Harbour.SNS || brokers.sns().canDelete();
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
