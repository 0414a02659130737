package routes.connector.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.camel.Processor;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.connector.SourceConsumer;
import routes.event.Readiness;
import routes.event.ReceivedEvent;

/**
 * Polls a topic all the time, so that the group never considers it dead: while the in-flight limit is reached, or while it is
 * suspended, it polls with paused partitions.
 *
 * <p>At most ten times the in-flight limit is received but not committed, so that one event under retry does not stop its
 * partition at once. This is also the most that a crash repeats.
 */
final class KafkaSource extends SourceConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaSource.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PAUSED_POLL = Duration.ofMillis(5);
    private static final long SILENCE = Duration.ofMillis(100).toNanos();
    private static final long LAG_EVERY = Duration.ofSeconds(5).toNanos();
    private static final long LOOK_AGAIN = Duration.ofSeconds(1).toNanos();

    /** Kafka may be busy for a moment; more unanswered requests than this mean that it is not available. */
    private static final int MOST_UNANSWERED = 1;

    private static final Duration FAREWELL = Duration.ofSeconds(5);
    private static final Duration LEAVE = Duration.ofSeconds(2);
    private static final long SHORTEST_PAUSE = Duration.ofMillis(200).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(10).toNanos();
    private static final int UNCOMMITTED = 10;

    private final String topic;
    private final Supplier<Map<String, Object>> settings;
    private final KafkaProblems problems;

    /**
     * Held while records are taken, and while the source leaves its group with nothing in flight, so that no poll takes
     * records after that.
     */
    private final Object leaving = new Object();

    /** Held while events are taken. Fair, because the polling thread acquires it again at once. */
    private final Lock taking = new ReentrantLock(true);

    private volatile Optional<Thread> poller = Optional.empty();
    private volatile boolean running;

    /** @param settings creates the settings for each new client, so that renewed certificates take effect */
    KafkaSource(
            KafkaEndpoint endpoint,
            Processor processor,
            String topic,
            Supplier<Map<String, Object>> settings,
            KafkaProblems problems,
            int mostEvents,
            long mostBytes) {
        super(endpoint, processor, mostEvents, mostBytes);
        this.topic = topic;
        this.settings = settings;
        this.problems = problems;
    }

    @Override
    protected void relieved() {
        poller.ifPresent(LockSupport::unpark);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        running = true;
        Thread thread = new Thread(this::pollForEver, "hub-kafka-" + topic);
        thread.setDaemon(true);
        thread.start();
        poller = Optional.of(thread);
    }

    /** Waits for the current poll. If nothing is in flight afterwards, nothing more will come. */
    @Override
    protected void doSuspend() throws Exception {
        super.doSuspend();
        taking.lock();
        taking.unlock();
    }

    /**
     * Camel calls this for all sources before it stops them one after another, so that they wait together for a Kafka that
     * does not answer. A source with events in flight stays in its group, to commit them when they are finished.
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
            poller.get().join(FAREWELL.multipliedBy(2).toMillis());
        }
        super.doStop();
    }

    private void pollForEver() {
        long pause = SHORTEST_PAUSE;
        while (running) {
            long begun = System.nanoTime();
            try (GroupMember membership = new GroupMember(
                    new KafkaConsumer<>(settings.get(), new ByteArrayDeserializer(), new ByteArrayDeserializer()))) {
                membership.last();
            } catch (RuntimeException e) {
                is(Readiness.notReady("cannot read topic '" + topic + "': " + problems.explained(e)));
                LOG.atWarn()
                        .addKeyValue("topic", topic)
                        .addKeyValue("problem", e.toString())
                        .log("Kafka consumer failed; reconnecting with back-off."
                                + " Uncommitted records will be read again");
                pause = System.nanoTime() - begun > LONGEST_PAUSE ? SHORTEST_PAUSE : Math.min(pause * 2, LONGEST_PAUSE);
                LockSupport.parkNanos(running ? pause : 0);
            }
        }
    }

    /** The lifetime of one consumer in its group. */
    private final class GroupMember implements ConsumerRebalanceListener, AutoCloseable {

        private final KafkaConsumer<byte[], byte[]> consumer;
        private final OffsetTracker progress = new OffsetTracker();
        private final OffsetCommitter commits;
        private long lagSeenAt = System.nanoTime() - LAG_EVERY;
        private int unanswered;
        private boolean paused;
        private boolean joined;

        GroupMember(KafkaConsumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
            this.commits = new OffsetCommitter(consumer, progress, topic, KafkaSource.this::is);
        }

        void last() {
            consumer.subscribe(List.of(topic), this);
            while (running) {
                waitForRoom();
                taking.lock();
                try {
                    progress.advance();
                    pauseOrResume();
                    take(consumer.poll(paused ? PAUSED_POLL : POLL));
                } finally {
                    taking.unlock();
                }
                commits.nowAndThen();
                lookAtLag();
            }
            try {
                commits.all();
            } finally {
                progress.forget(consumer.assignment()); // one attempt only: close() would try again and take as long
            }
        }

        /** Waits until there is room, but only briefly, so that the consumer polls several times a second. */
        private void waitForRoom() {
            if (isFull()) {
                LockSupport.parkNanos(SILENCE);
            }
        }

        private boolean isFull() {
            return isSuspendingOrSuspended()
                    || isStoppingOrStopped()
                    || bound().isFull()
                    || progress.uncommitted() >= UNCOMMITTED * (long) bound().mostEvents();
        }

        private void pauseOrResume() {
            boolean full = isFull();
            if (full) {
                consumer.pause(consumer.assignment());
            } else if (paused) {
                consumer.resume(consumer.paused());
            }
            paused = full;
        }

        private void take(ConsumerRecords<byte[], byte[]> records) {
            synchronized (leaving) {
                if (running && !records.isEmpty()) {
                    handOn(tracked(records));
                }
            }
        }

        private List<ReceivedEvent> tracked(ConsumerRecords<byte[], byte[]> records) {
            List<ReceivedEvent> events = new ArrayList<>(records.count());
            for (TopicPartition partition : records.partitions()) {
                for (ConsumerRecord<byte[], byte[]> taken : records.records(partition)) {
                    KafkaReceivedEvent passage = new KafkaReceivedEvent(taken, bound());
                    progress.track(partition, passage);
                    events.add(passage);
                }
            }
            return events;
        }

        private void lookAtLag() {
            if (System.nanoTime() - lagSeenAt < LAG_EVERY) {
                return;
            }
            lagSeenAt = System.nanoTime();
            try {
                long behind = 0;
                for (Map.Entry<TopicPartition, Long> end : consumer.endOffsets(
                                consumer.assignment(), Duration.ofSeconds(1))
                        .entrySet()) {
                    behind += Math.max(0, end.getValue() - consumer.position(end.getKey(), Duration.ofSeconds(1)));
                }
                lags(OptionalLong.of(behind + progress.size()));
                if (joined) {
                    is(standing());
                }
                unanswered = 0;
            } catch (RetriableException e) {
                unanswered++;
                lagSeenAt = System.nanoTime() - LAG_EVERY + LOOK_AGAIN;
                if (unanswered > MOST_UNANSWERED) {
                    is(Readiness.notReady("Kafka does not answer for topic '" + topic + "': " + e.getMessage()));
                }
            }
        }

        /** A member without partitions is ready too, as a standby for the others, unless the topic has no partitions. */
        private Readiness standing() {
            if (consumer.assignment().isEmpty()
                    && consumer.partitionsFor(topic, Duration.ofSeconds(1)).isEmpty()) {
                return Readiness.notReady(problems.missing());
            }
            return commits.standing();
        }

        @Override
        public void close() {
            consumer.close(LEAVE);
        }

        /** Gives events in flight a moment to finish, so that the next owner of the partitions does not repeat them. */
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            long patience = System.nanoTime() + FAREWELL.toNanos();
            while (running && !progress.isFinished(partitions) && System.nanoTime() < patience) {
                LockSupport.parkNanos(1_000_000);
            }
            try {
                commits.all();
            } catch (KafkaException e) {
                LOG.atWarn()
                        .addKeyValue("topic", topic)
                        .addKeyValue("problem", e.toString())
                        .log("Partitions were revoked before their offsets were committed;"
                                + " their next owner repeats some events");
            }
            onPartitionsLost(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            progress.forget(partitions);
        }

        /** Whether a member without partitions is ready has to be asked from Kafka, which is not possible in this callback. */
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            joined = true;
            if (paused) {
                consumer.pause(partitions);
            }
            if (consumer.assignment().isEmpty()) {
                lagSeenAt = System.nanoTime() - LAG_EVERY;
            } else {
                is(commits.standing());
            }
            LOG.atInfo().addKeyValue("partitions", partitions).log("Partitions assigned");
        }
    }
}
