package routes.connector.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.camel.Processor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import routes.connector.SourceConsumer;
import routes.event.Readiness;
import routes.event.SourceLag;
import routes.model.InFlight;
import routes.model.KafkaSourceSpec;
import routes.support.Backoff;
import routes.support.ResourceExhaustion;
import routes.support.Threads;

/**
 * Reads a topic as a member of a consumer group, and joins it again with back-off whenever the consumer fails. What one
 * consumer does between joining and leaving is a {@link GroupMember}.
 */
final class KafkaSource extends SourceConsumer {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final String topic;
    private final Supplier<Map<String, Object>> settings;
    private final KafkaProblems problems;

    /** Held to leave with nothing in flight, and to hand records on: no record is handed on after the source has left. */
    private final Object leaving = new Object();

    /** Held during a poll. Fair, because the polling thread wants it back at once. */
    private final Lock polling = new ReentrantLock(true);

    private volatile Optional<Thread> poller = Optional.empty();
    private volatile boolean running;
    private volatile boolean tooManyUncommitted;

    /** @param settings creates the settings for each new client, so that renewed certificates take effect */
    KafkaSource(
            KafkaSourceEndpoint endpoint,
            Processor processor,
            String topic,
            Supplier<Map<String, Object>> settings,
            KafkaProblems problems,
            InFlight inFlight) {
        super(endpoint, processor, inFlight);
        this.topic = topic;
        this.settings = settings;
        this.problems = problems;
    }

    @Override
    protected String source() {
        return "topic '" + topic + "'";
    }

    @Override
    protected void onCapacity() {
        poller.ifPresent(LockSupport::unpark);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        running = true;
        Thread thread = Threads.daemon("hub-kafka-" + topic, this::pollUntilStopped);
        thread.start();
        poller = Optional.of(thread);
    }

    /** Waits for a poll that is under way: whoever then finds nothing in flight can rely on it that nothing more comes. */
    @Override
    protected void doSuspend() throws Exception {
        super.doSuspend();
        polling.lock();
        polling.unlock();
    }

    /**
     * Camel calls this for all sources before it stops one after another, so that they leave an unreachable Kafka at the same
     * time. A source that has events in flight stays, to commit them when they have ended.
     */
    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        synchronized (leaving) {
            if (!suspendOnly && inFlight() == 0) {
                leave();
            }
        }
    }

    private void leave() {
        running = false;
        poller.ifPresent(LockSupport::unpark);
    }

    @Override
    protected void doStop() throws Exception {
        leave();
        if (poller.isPresent()) {
            poller.get().join(STOP_TIMEOUT.toMillis());
        }
        super.doStop();
    }

    private void pollUntilStopped() {
        Backoff backoff = new Backoff(SHORTEST_PAUSE, LONGEST_PAUSE);
        while (running) {
            long begun = System.nanoTime();
            try (GroupMember member = new GroupMember(this, topic, consumer(), problems)) {
                member.pollUntilStopped(polling);
            } catch (RuntimeException | Error e) {
                ResourceExhaustion.endIfOutOfMemory(e);
                setLag(Optional.empty());
                setReadiness(Readiness.notReady("cannot read topic '" + topic + "': " + problems.explained(e)));
                if (System.nanoTime() - begun > LONGEST_PAUSE.toNanos()) {
                    backoff.reset();
                }
                Duration pause = backoff.next();
                LockSupport.parkNanos(running ? pause.toNanos() : 0);
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(settings.get(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** The facts by which the log names this source. */
    Map<String, String> facts() {
        return Map.of("route", route(), "topic", topic);
    }

    /** False once the source leaves. */
    boolean isRunning() {
        return running;
    }

    /** The most records that may be received and not committed. */
    long mostUncommitted() {
        return KafkaSourceSpec.mostUncommitted(limit().maxEvents());
    }

    /** Whether no more records may be received now, so many being uncommitted. */
    boolean isFull(long uncommitted) {
        tooManyUncommitted = uncommitted >= mostUncommitted();
        return isHalting() || isFull();
    }

    /** Whether more records could be received if fewer were uncommitted. */
    boolean isFullOnlyByUncommitted() {
        return tooManyUncommitted && !super.isFull() && !isHalting();
    }

    private boolean isHalting() {
        return isSuspendingOrSuspended() || isStoppingOrStopped();
    }

    @Override
    public boolean isFull() {
        return super.isFull() || tooManyUncommitted;
    }

    /** Counts events as in flight; empty if the source has left: those are received again by the next member. */
    List<KafkaReceivedEvent> receivedUnlessLeft(Supplier<List<KafkaReceivedEvent>> received) {
        synchronized (leaving) {
            if (!running) {
                return List.of();
            }
            List<KafkaReceivedEvent> events = received.get();
            events.forEach(this::count);
            return events;
        }
    }

    /** Hands events on, without a lock: a step that does not finish must not keep the source from being suspended. */
    void handOnReceived(List<KafkaReceivedEvent> events) {
        if (!events.isEmpty()) {
            handOn(events);
        }
    }

    void report(Readiness readiness) {
        setReadiness(readiness);
    }

    void reportLag(long records) {
        setLag(Optional.of(new SourceLag(0, records)));
    }
}
