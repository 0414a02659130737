package routes.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.definition.Retry;
import routes.event.Batch;
import routes.event.Bytes;
import routes.event.Consignment;
import routes.event.Failure;
import routes.event.Outcome;
import routes.event.Parcel;
import routes.event.Passage;
import routes.event.Refusal;
import routes.event.Shipment;
import routes.event.Verdict;

/**
 * The last processor of a hub route: carries out the verdict on each event of a batch. An exchange is done when the last of
 * its events is; no thread waits for it. Thread-safe.
 */
public final class Delivery extends AsyncProcessorSupport {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final String route;
    private final List<Outlet> outlets;
    private final Circumstances with;
    private final DeadLetters letters;
    private final Outlet deadLetterOutlet;
    private final RefusalPolicy policy;
    private final List<AsyncProducer> producers = new ArrayList<>();
    /** Those of the outlets in their order and then that of the dead letter; none before the first start. */
    private volatile List<TargetQueue> queues = List.of();

    private final Set<AsyncCallback> openExchanges = ConcurrentHashMap.newKeySet();

    /** @param outlets in the order of the route's destinations, to which a verdict refers by index */
    public Delivery(String route, List<Outlet> outlets, Outlet.LastResort deadLetter, Retry retry, Circumstances with) {
        this.route = route;
        this.outlets = outlets;
        this.with = with;
        this.letters =
                new DeadLetters(route, with.configuration(), with.version(), deadLetter.key(), deadLetter.routingKey());
        this.policy = new RetryThenGiveUp(retry, with.chance());
        this.deadLetterOutlet = deadLetter.outlet();
    }

    private TargetQueue queue(Outlet outlet, RefusalPolicy refusals) {
        AsyncProducer producer;
        try {
            producer = outlet.endpoint().createAsyncProducer();
        } catch (Exception e) {
            throw new IllegalArgumentException("cannot make a producer for " + outlet.label(), e);
        }
        producers.add(producer);
        return new TargetQueue(
                route,
                outlet.label(),
                shipments -> send(producer, shipments),
                refusals,
                outlet.window(),
                with.ledger(),
                with.threads(),
                with.timer(),
                with.clock());
    }

    /** A producer answers for each shipment; should it throw instead, those that it left unanswered are an outage. */
    private static void send(AsyncProducer producer, List<Shipment> shipments) {
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.getMessage().setBody(new Consignment(shipments));
        try {
            producer.process(exchange, done -> {});
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("A target's connector failed");
            shipments.forEach(shipment -> shipment.refused(Refusal.outage("the connector failed: " + e)));
        }
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        List<Passage> passages = exchange.getMessage().getBody(Batch.class).passages();
        if (passages.isEmpty()) {
            callback.done(true);
            return true;
        }
        openExchanges.add(callback);
        OpenBatch batch = new OpenBatch(passages.size(), doneSync -> close(callback));
        Map<TargetQueue, List<Attempt>> loads = new HashMap<>();
        for (Passage passage : passages) {
            passage.verdict().tell(new Verdict.Cases() {
                @Override
                public void deliver(List<Verdict.Address> to) {
                    Journey journey = new Journey(Delivery.this, passage, batch, to.size());
                    for (Verdict.Address address : to) {
                        TargetQueue queue = queues.get(address.destination());
                        loads.computeIfAbsent(queue, none -> new ArrayList<>()).add(attempt(journey, queue, address));
                    }
                }

                @Override
                public void filtered() {
                    new Journey(Delivery.this, passage, batch, 0).end(Outcome.FILTERED);
                }

                @Override
                public void failed(Failure failure) {
                    Instant now = with.clock().instant();
                    deadLetter(
                            new Journey(Delivery.this, passage, batch, 0),
                            new DeadLetter(passage, failure, 0, now, now));
                }
            });
        }
        loads.forEach(TargetQueue::add);
        if (!isRunAllowed()) {
            close(callback);
        }
        return false;
    }

    private Attempt attempt(Journey journey, TargetQueue queue, Verdict.Address address) {
        Outlet outlet = outlets.get(address.destination());
        Parcel parcel = address.parcel();
        if (outlet.deduplicates() && parcel.deduplicationId().isEmpty()) {
            String position = route + "/" + journey.passage().position();
            parcel = new Parcel(parcel.event(), parcel.routingKey(), Optional.of(position));
        }
        Bytes key = outlet.ordered() ? parcel.event().key() : Bytes.absent();
        return new Attempt(queue, parcel, key, journey.towards(outlet.label()));
    }

    void deadLetter(Journey journey, DeadLetter letter) {
        Attempt.Listener listener = journey.towardsDeadLetter(letter, letters);
        TargetQueue lastResort = queues.get(outlets.size());
        lastResort.add(List.of(new Attempt(lastResort, letters.whole(letter), Bytes.absent(), listener)));
    }

    void deadLettered(DeadLetter letter) {
        with.ledger().deadLettered(letter.failure().reason());
        LOG.atInfo()
                .addKeyValue("route", route)
                .addKeyValue("reason", letter.failure().reason())
                .addKeyValue("at", letter.failure().at())
                .addKeyValue("position", letter.passage().position())
                .log("Event is a dead letter");
    }

    void count(Outcome outcome, Passage passage) {
        with.ledger().finished(outcome, System.nanoTime() - passage.takenNanos());
    }

    private void close(AsyncCallback callback) {
        if (openExchanges.remove(callback)) {
            callback.done(false);
        }
    }

    /** Why the route is held, by target; empty where it is not. Thread-safe. */
    public Map<String, String> outages() {
        Map<String, String> held = new HashMap<>();
        List<TargetQueue> now = queues;
        for (int i = 0; i < now.size(); i++) {
            String target = i < outlets.size() ? outlets.get(i).label() : "dead letter";
            now.get(i).outage().ifPresent(detail -> held.put(target, detail));
        }
        return held;
    }

    @Override
    protected void doStart() {
        producers.clear();
        queues = Stream.concat(
                        outlets.stream().map(outlet -> queue(outlet, policy)),
                        Stream.of(queue(deadLetterOutlet, new NeverGiveUp(policy))))
                .toList();
        producers.forEach(ServiceHelper::startService);
    }

    /** What is on its way is abandoned: it was not acknowledged, so its source still has it. */
    @Override
    protected void doStop() {
        queues.forEach(TargetQueue::stop);
        producers.forEach(ServiceHelper::stopService);
        openExchanges.forEach(this::close);
    }
}
