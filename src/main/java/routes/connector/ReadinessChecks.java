package routes.connector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import routes.event.Readiness;
import routes.support.ResourceExhaustion;
import routes.support.StructuredLogger;
import routes.support.Threads;

/**
 * Checks whether the queues, exchanges or topics of one connection are ready. All checks of a connection share one client and
 * one thread; both end soon after the last check, so that the next client uses renewed certificates. A broker that does not
 * answer delays only checks of the same connection. Thread-safe.
 *
 * @param <P> a queue, exchange or topic, in the terms of the broker's client
 */
public final class ReadinessChecks<P> {

    private static final Logger LOG = StructuredLogger.of(ReadinessChecks.class);
    private static final int MOST_AT_ONCE = 500;

    /** A broker counts as silent if it has answered no check for this many times the timeout. */
    private static final int LONGEST_SILENCE = 3;

    /** Upper bound for the total wait of a check, as a multiple of the timeout. */
    private static final int LONGEST_WAIT = 30;

    private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(9);
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(5);

    private final String name;
    private final Respondent<P> broker;
    private final Duration openTimeout;
    private final Duration idleTimeout;
    private final BlockingQueue<Question<P>> waiting = new LinkedBlockingQueue<>();
    private final AtomicBoolean attended = new AtomicBoolean();
    private volatile long heard = System.nanoTime();

    /** Opens clients and describes failures. */
    public interface Respondent<P> {

        /** Opens a client. May block for long: waiting checks are answered meanwhile. */
        Client<P> open() throws Exception;

        /** The problem to report if opening a client takes too long. */
        String silent();

        /** The problem of an endpoint if the client could not be opened, or failed in this way. */
        String problem(P place, Exception failure);
    }

    /** A client, used by one thread. It is closed after its first failure, or when it is not open any more. */
    public interface Client<P> extends AutoCloseable {

        /** Whether the client can still be used. */
        boolean isOpen();

        /**
         * Checks these endpoints, or at least some of them. The others are checked again later, so that an endpoint which breaks
         * the connection does not block them. Fails after some seconds if the broker does not answer.
         *
         * @throws Exception if there is no answer for any of the remaining endpoints
         */
        void ask(List<P> places, BiConsumer<P, Readiness> answers) throws Exception;

        @Override
        void close();
    }

    private record Question<P>(P place, CompletableFuture<Readiness> answer) {}

    /** @param name of the thread */
    public ReadinessChecks(String name, Respondent<P> broker) {
        this(name, broker, OPEN_TIMEOUT, IDLE_TIMEOUT);
    }

    /** @param idleTimeout how long an idle client is kept */
    public ReadinessChecks(String name, Respondent<P> broker, Duration idleTimeout) {
        this(name, broker, OPEN_TIMEOUT, idleTimeout);
    }

    /**
     * @param openTimeout how long opening a client may take before waiting checks are answered with a problem
     * @param idleTimeout how long an idle client is kept
     */
    ReadinessChecks(String name, Respondent<P> broker, Duration openTimeout, Duration idleTimeout) {
        this.name = name;
        this.broker = broker;
        this.openTimeout = openTimeout;
        this.idleTimeout = idleTimeout;
    }

    /** Requests a check. Does not block. The answer comes on the checking thread. */
    public CompletableFuture<Readiness> ask(P place) {
        Question<P> question = new Question<>(place, new CompletableFuture<>());
        watch(question, System.nanoTime());
        waiting.add(question);
        attend();
        return question.answer();
    }

    /** Many checks can take long: the broker does not count as silent as long as it answers some of them. */
    private void watch(Question<P> question, long asked) {
        long now = System.nanoTime();
        long silent = Math.min(now - asked, now - heard);
        long left = Math.min(
                LONGEST_SILENCE * openTimeout.toNanos() - silent, LONGEST_WAIT * openTimeout.toNanos() - (now - asked));
        if (left <= 0) {
            question.answer().complete(Readiness.notReady(broker.silent()));
        } else if (!question.answer().isDone()) {
            CompletableFuture<Void> pause =
                    new CompletableFuture<Void>().completeOnTimeout(null, left, TimeUnit.NANOSECONDS);
            question.answer().whenComplete((answer, thrown) -> pause.complete(null));
            pause.thenRun(() -> watch(question, asked));
        }
    }

    private void attend() {
        if (attended.compareAndSet(false, true)) {
            try {
                Threads.daemon(name, this::answerAll).start();
            } catch (RuntimeException | Error e) {
                attended.set(false);
                fail(taken(), e);
            }
        }
    }

    private void answerAll() {
        Optional<Client<P>> client = Optional.empty();
        try {
            for (List<Question<P>> some = next(); !some.isEmpty(); some = next()) {
                client = answered(client, some);
            }
        } finally {
            client.ifPresent(this::close);
            attended.set(false);
            if (!waiting.isEmpty()) {
                attend();
            }
        }
    }

    /** The client that answered, if it can still be used. */
    private Optional<Client<P>> answered(Optional<Client<P>> known, List<Question<P>> questions) {
        Optional<Client<P>> client = known.filter(Client::isOpen);
        try {
            if (client.isEmpty()) {
                known.ifPresent(this::close);
                client = Optional.of(opened(questions));
            }
            int before = unanswered(questions).size();
            Map<P, List<Question<P>>> byPlace = questions.stream().collect(Collectors.groupingBy(Question::place));
            Client<P> asked = client.get();
            asked.ask(List.copyOf(byPlace.keySet()), (place, answer) -> {
                if (asked.isOpen()) { // otherwise this is not an answer of the broker
                    heard = System.nanoTime();
                }
                byPlace.get(place).forEach(question -> question.answer().complete(answer));
            });
            List<Question<P>> left = unanswered(questions);
            if (left.size() == before && before > 0) {
                throw new IllegalStateException("nothing was answered");
            }
            waiting.addAll(left);
            return client;
        } catch (Exception e) {
            if (client.isEmpty()) { // checks that were requested meanwhile would only find the same
                questions.addAll(taken());
            }
            client.ifPresent(this::close);
            tell(questions, e);
            return Optional.empty();
        } catch (Error e) {
            client.ifPresent(this::close);
            fail(questions, e);
            return Optional.empty();
        }
    }

    private static <P> List<Question<P>> unanswered(List<Question<P>> questions) {
        return questions.stream()
                .filter(question -> !question.answer().isDone())
                .toList();
    }

    /** Answers all waiting checks with the failure: an unanswered check would keep its route waiting forever. */
    private void tell(List<Question<P>> questions, Exception failure) {
        try {
            questions.forEach(question ->
                    question.answer().complete(Readiness.notReady(broker.problem(question.place(), failure))));
        } catch (RuntimeException | Error e) {
            fail(questions, e);
        }
    }

    private Client<P> opened(List<Question<P>> questions) throws Exception {
        List<Question<P>> asked = List.copyOf(questions);
        CompletableFuture<Void> opened = new CompletableFuture<>();
        opened.orTimeout(openTimeout.toMillis(), TimeUnit.MILLISECONDS).exceptionally(silence -> {
            Readiness silent = Readiness.notReady(broker.silent());
            Stream.concat(asked.stream(), taken().stream())
                    .forEach(question -> question.answer().complete(silent));
            return null;
        });
        try {
            return broker.open();
        } finally {
            opened.complete(null);
        }
    }

    /** Waits for checks and returns them; none if there was no request for a while. */
    private List<Question<P>> next() {
        try {
            List<Question<P>> some = new ArrayList<>();
            Optional<Question<P>> first =
                    Optional.ofNullable(waiting.poll(idleTimeout.toMillis(), TimeUnit.MILLISECONDS));
            first.ifPresent(some::add);
            waiting.drainTo(some, first.isPresent() ? MOST_AT_ONCE - 1 : 0);
            return some;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private List<Question<P>> taken() {
        List<Question<P>> all = new ArrayList<>();
        waiting.drainTo(all);
        return all;
    }

    private void close(Client<P> client) {
        try {
            client.close();
        } catch (RuntimeException | Error e) {
            LOG.atDebug().setCause(e).log("The client for readiness checks did not close cleanly");
        }
    }

    private static <P> void fail(List<Question<P>> questions, Throwable thrown) {
        ResourceExhaustion.endIfOutOfMemory(thrown);
        questions.forEach(question -> question.answer().completeExceptionally(thrown));
    }
}
