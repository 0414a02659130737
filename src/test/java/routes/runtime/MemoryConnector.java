package routes.runtime;

import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import routes.connector.ConnectorException;
import routes.connector.EventTail;
import routes.connector.HubComponent;
import routes.connector.HubEndpoint;
import routes.connector.InFlightEvent;
import routes.connector.ProvisionOptions;
import routes.connector.Provisioner;
import routes.connector.SourceConsumer;
import routes.connector.TailOptions;
import routes.connector.TargetProducer;
import routes.event.DeliveryResult;
import routes.event.Event;
import routes.event.PendingSend;
import routes.event.Readiness;
import routes.model.DataSize;
import routes.model.InFlight;
import routes.model.KafkaSourceSpec;
import routes.model.KafkaTargetSpec;
import routes.support.Threads;

/**
 * A messaging system in memory, which stands in for Kafka where a test needs thousands of routes in seconds. A topic hands each
 * event to one of its consumers. Thread-safe.
 */
final class MemoryConnector {

    private final Map<String, Deque<Event>> topics = new ConcurrentHashMap<>();
    private final Set<String> missing = ConcurrentHashMap.newKeySet();
    private final BiConsumer<String, String> delivered;

    /** @param delivered called with the topic and the body of each event that is sent */
    MemoryConnector(BiConsumer<String, String> delivered) {
        this.delivered = delivered;
    }

    /** The connectors of a hub that is connected to it. */
    Map<Class<?>, ConnectorRegistry.Connector> connectors() {
        ConnectorRegistry.Connector connector =
                new ConnectorRegistry.Connector("memory", Optional.empty(), (name, connection) -> new Component());
        return Map.of(KafkaSourceSpec.class, connector, KafkaTargetSpec.class, connector);
    }

    void publish(String topic, Event event) {
        topic(topic).add(event);
    }

    void remove(String topic) {
        missing.add(topic);
    }

    void create(String topic) {
        missing.remove(topic);
    }

    private Deque<Event> topic(String name) {
        return topics.computeIfAbsent(name, unused -> new ConcurrentLinkedDeque<>());
    }

    private final class Component extends HubComponent<KafkaSourceSpec, KafkaTargetSpec> {

        @Override
        public Provisioner<KafkaSourceSpec, KafkaTargetSpec> provisioner(ProvisionOptions options) {
            throw new ConnectorException("a topic in memory need not be made");
        }

        @Override
        public EventTail tail(KafkaTargetSpec spec, TailOptions options) {
            return tail(spec.topic(), options);
        }

        @Override
        public EventTail tail(String place, TailOptions options) {
            throw new ConnectorException("a topic in memory cannot be watched");
        }

        @Override
        public HubEndpoint source(String uri, KafkaSourceSpec spec, String route, InFlight inFlight) {
            return new TopicEndpoint(uri, this, spec.topic(), inFlight);
        }

        @Override
        public HubEndpoint target(String uri, KafkaTargetSpec spec) {
            return new TopicEndpoint(uri, this, spec.topic(), new InFlight(10, DataSize.parse("1MiB")));
        }
    }

    private final class TopicEndpoint extends HubEndpoint {

        private final String topic;
        private final InFlight inFlight;

        TopicEndpoint(String uri, Component component, String topic, InFlight inFlight) {
            super(uri, component);
            this.topic = topic;
            this.inFlight = inFlight;
        }

        @Override
        protected CompletableFuture<Readiness> question() {
            return CompletableFuture.completedFuture(
                    missing.contains(topic) ? Readiness.notReady("there is no such topic") : Readiness.ready());
        }

        @Override
        public CompletableFuture<Readiness> reach() {
            return CompletableFuture.completedFuture(Readiness.ready());
        }

        @Override
        public Producer createProducer() {
            return new TargetProducer(this) {
                @Override
                protected void send(List<PendingSend> sends) {
                    sends.forEach(send -> {
                        delivered.accept(topic, send.message().event().body().toString());
                        send.confirmed();
                    });
                }
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            return new TopicConsumer(this, processor);
        }
    }

    private final class TopicConsumer extends SourceConsumer {

        private final Deque<Event> topic;
        private final Object receiving = new Object();
        private volatile boolean receives;
        private Optional<Thread> thread = Optional.empty();

        TopicConsumer(TopicEndpoint endpoint, Processor processor) {
            super(endpoint, processor, endpoint.inFlight);
            this.topic = topic(endpoint.topic);
        }

        @Override
        protected String source() {
            return "topic in memory";
        }

        @Override
        protected void doStart() {
            receives = true;
            setReadiness(Readiness.ready());
            Thread receiver = Threads.named("memory-source").newThread(this::receive);
            thread = Optional.of(receiver);
            receiver.start();
        }

        private void receive() {
            while (!Thread.currentThread().isInterrupted()) {
                boolean received = false;
                synchronized (receiving) {
                    Event event = receives && !limit().isFull() ? topic.poll() : null;
                    if (event != null) {
                        received = true;
                        handOn(List.of(new TopicEvent(event)));
                    }
                }
                if (!received) {
                    LockSupport.parkNanos(500_000);
                }
            }
        }

        @Override
        protected void doSuspend() {
            synchronized (receiving) {
                receives = false;
            }
        }

        @Override
        protected void doResume() {
            receives = true;
        }

        @Override
        protected void doStop() {
            doSuspend();
            thread.ifPresent(Thread::interrupt);
        }

        @Override
        protected void onCapacity() {
            // The receiving thread looks again by itself.
        }

        private final class TopicEvent extends InFlightEvent {

            TopicEvent(Event event) {
                super(event, System.nanoTime(), event.body().length());
            }

            @Override
            public String position() {
                return "memory@" + event().body();
            }

            @Override
            public Optional<Instant> time() {
                return Optional.empty();
            }

            @Override
            public void ended(DeliveryResult result) {
                leave();
            }

            @Override
            public void returned() {
                super.returned();
                topic.addFirst(event());
            }
        }
    }
}
