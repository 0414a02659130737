package routes.connector.sqs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import routes.connector.SourceConsumer;
import routes.connector.aws.AwsCalls;
import routes.connector.aws.AwsErrors;
import routes.connector.aws.AwsResource;
import routes.event.Readiness;
import routes.model.InFlight;
import routes.model.SqsSourceSpec;
import routes.support.Backoff;
import routes.support.ResourceExhaustion;
import routes.support.SerialTask;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Receives messages from a queue, with one long poll while few messages come and with several under load. A FIFO queue has
 * only one poll at a time, so that the messages of a group are handed on in order.
 */
final class SqsSource extends SourceConsumer {

    private static final int MOST_POLLS = 4;
    private static final int MOST_IN_POLL = 10;

    /** Short, so that a stop can wait for it: messages that arrive later stay hidden until their visibility timeout. */
    private static final int POLL_SECONDS = 2;

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Supplier<SqsAsyncClient> client;
    private final ScheduledExecutorService clock;
    private final String queue;
    private final Duration visibility;
    private final AwsErrors errors;
    private final SqsHealth health;
    private final SqsReceipts receipts;
    private final VisibilityKeeper visibilityKeeper;
    private final SqsDecoder decoder;
    private final SqsLag lag;
    private final Queue<List<SqsReceivedEvent>> polled = new ConcurrentLinkedQueue<>();

    /** Hands on what polls bring, one after the other, on a thread of its own: the steps of a route may take long. */
    private final SerialTask handOn;

    private volatile List<ScheduledFuture<?>> chores = List.of();
    private String url = "";
    private boolean open;
    private boolean finding;
    private boolean pausing;
    private int polls;
    private int asked;
    private int wanted = 1;
    private final Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);

    SqsSource(
            Endpoint endpoint,
            Processor processor,
            Supplier<SqsAsyncClient> client,
            Executor threads,
            ScheduledExecutorService clock,
            SqsSourceSpec spec,
            AwsResource resource,
            InFlight inFlight) {
        super(endpoint, processor, inFlight);
        this.client = client;
        this.clock = clock;
        this.queue = spec.queue();
        this.visibility = spec.visibility();
        this.errors = new AwsErrors(resource);
        this.receipts = new SqsReceipts(client, errors);
        this.health = new SqsHealth(this::setReadiness);
        this.visibilityKeeper = new VisibilityKeeper(receipts, clock, visibility, this::count, health);
        this.decoder = new SqsDecoder(queue, spec.unwrapSns(), visibilityKeeper::finished);
        this.lag = new SqsLag(client, this::setLag);
        this.handOn = new SerialTask(threads, clock, () -> !polled.isEmpty(), this::handOnPolled);
        setReadiness(Readiness.pending("not yet connected to " + resource));
    }

    @Override
    protected String source() {
        return "queue '" + queue + "'";
    }

    @Override
    protected void onCapacity() {
        clock.execute(this::poll);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        chores = List.of(
                clock.scheduleWithFixedDelay(visibilityKeeper::tend, 1, 1, TimeUnit.SECONDS),
                clock.scheduleWithFixedDelay(this::ask, 1, 10, TimeUnit.SECONDS));
        open();
    }

    @Override
    protected void doResume() {
        open();
    }

    @Override
    protected synchronized void doSuspend() {
        open = false;
    }

    @Override
    protected void doStop() throws Exception {
        chores.forEach(chore -> chore.cancel(false));
        long deadline = System.nanoTime() + STOP_TIMEOUT.toNanos();
        synchronized (this) {
            open = false;
            for (long left = STOP_TIMEOUT.toMillis();
                    left > 0 && polls > 0;
                    left = (deadline - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        }
        visibilityKeeper.close(deadline + STOP_TIMEOUT.toNanos());
        super.doStop();
    }

    private synchronized void open() {
        open = true;
        clock.execute(this::poll);
    }

    private synchronized void ask() {
        if (!url.isEmpty()) {
            lag.ask(url);
        }
    }

    /** Starts as many polls as needed, if there is room for the messages that they may return. */
    private synchronized void poll() {
        if (!open || finding || pausing) {
            return;
        }
        if (url.isEmpty()) {
            find();
            return;
        }
        while (polls < wanted && !limit().isFull()) {
            int room = limit().maxEvents() - limit().events() - asked;
            if (room <= 0) {
                return;
            }
            receive(Math.min(room, MOST_IN_POLL));
        }
    }

    private void find() {
        finding = true;
        AwsCalls.attempt(() -> client.get().getQueueUrl(request -> request.queueName(queue)))
                .whenComplete((answer, thrown) -> {
                    synchronized (this) {
                        finding = false;
                        if (thrown == null) {
                            url = answer.queueUrl();
                            receipts.isAt(url);
                            succeeded();
                        } else {
                            failed(thrown);
                        }
                    }
                    clock.execute(this::poll);
                });
    }

    private void receive(int most) {
        polls++;
        asked += most;
        AwsCalls.attempt(() -> client.get()
                        .receiveMessage(request -> request.queueUrl(url)
                                .maxNumberOfMessages(most)
                                .waitTimeSeconds(POLL_SECONDS)
                                .visibilityTimeout((int) visibility.toSeconds())
                                .messageAttributeNames("All")
                                .messageSystemAttributeNames(
                                        MessageSystemAttributeName.MESSAGE_GROUP_ID,
                                        MessageSystemAttributeName.SENT_TIMESTAMP)))
                .whenComplete((answer, thrown) -> ended(most, thrown == null ? answer.messages() : List.of(), thrown))
                .exceptionally(thrown -> {
                    ResourceExhaustion.endIfOutOfMemory(thrown);
                    return null;
                });
    }

    /** Ends a poll, whatever goes wrong with its messages; otherwise the source would stop polling. */
    private void ended(int most, List<Message> messages, Throwable thrown) {
        CompletableFuture<?> over = CompletableFuture.completedFuture(most);
        try {
            List<SqsReceivedEvent> received = read(messages);
            if (taken(most, messages.size(), thrown)) {
                polled.add(received);
                handOn.run();
            } else {
                over = visibilityKeeper.giveBack(received);
            }
        } finally {
            over.whenComplete((given, failed) -> answered());
        }
    }

    /** Whether the source still accepts the messages of a poll. */
    private synchronized boolean taken(int most, int received, Throwable thrown) {
        asked -= most;
        if (thrown == null) {
            succeeded();
            wanted = wanted(received);
        } else {
            failed(thrown);
        }
        return open;
    }

    /** The new messages of a poll, without those that the source holds. One that cannot be decoded stays in the queue. */
    private List<SqsReceivedEvent> read(List<Message> messages) {
        long now = System.nanoTime();
        List<SqsReceivedEvent> received = new ArrayList<>(messages.size());
        for (Message message : messages) {
            try {
                SqsReceivedEvent event = decoder.read(message, now);
                if (visibilityKeeper.take(event)) {
                    received.add(event);
                }
            } catch (RuntimeException e) {
                getExceptionHandler().handleException("could not read message " + message.messageId(), e);
            }
        }
        return received;
    }

    private int wanted(int received) {
        if (received == 0 || queue.endsWith(".fifo")) {
            return 1;
        }
        return received < MOST_IN_POLL / 2 ? wanted : Math.min(wanted + 1, MOST_POLLS);
    }

    /** A poll is over only when its messages count as in flight or have been given back. */
    private synchronized void answered() {
        polls--;
        notifyAll();
        poll();
    }

    private void handOnPolled() {
        for (List<SqsReceivedEvent> next = polled.poll(); next != null; next = polled.poll()) {
            if (!next.isEmpty()) {
                handOn(next);
            }
        }
    }

    private void succeeded() {
        health.works(SqsHealth.Call.RECEIVE);
        backoff.reset();
    }

    /** Polls again after a pause, which doubles each time. Several polls that fail together count once. */
    private void failed(Throwable thrown) {
        if (open) {
            health.fails(SqsHealth.Call.RECEIVE, errors.refusal(thrown).detail());
        }
        wanted = 1;
        if (AwsErrors.isMissing(thrown)) {
            url = "";
        }
        if (pausing) {
            return;
        }
        pausing = true;
        clock.schedule(this::resumePolling, backoff.next().toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void resumePolling() {
        pausing = false;
        poll();
    }
}
