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
import org.slf4j.LoggerFactory;
import routes.event.Readiness;
import routes.support.Threads;

/**
 * What is asked of one connection about its places. However many ask, the broker meets one client at a time, on one thread;
 * both are gone soon after nobody asks any more, so that the next client takes up renewed certificates. A broker that is
 * silent keeps nobody waiting but those who ask it too. Thread-safe.
 *
 * @param <P> a place, as the broker's own client knows it
 */
public final class ReadinessChecks<P> {

    private static final Logger LOG = LoggerFactory.getLogger(ReadinessChecks.class);
    private static final int MOST_AT_ONCE = 500;

    /** A broker that has answered nobody for so many patiences is silent. */
    private static final int LONGEST_SILENCE = 3;

    /** Whatever keeps it from being answered, no question waits for longer than so many patiences. */
    private static final int LONGEST_WAIT = 30;

    private static final Duration PATIENCE = Duration.ofSeconds(9);
    private static final Duration LINGER = Duration.ofSeconds(5);

    private final String name;
    private final Respondent<P> broker;
    private final Duration patience;
    private final Duration linger;
    private final BlockingQueue<Question<P>> waiting = new LinkedBlockingQueue<>();
    private final AtomicBoolean attended = new AtomicBoolean();
    private volatile long heard = System.nanoTime();

    /** Whom to ask. */
    public interface Respondent<P> {

        /** Opens a client; may block for long, since whoever waits is told of the silence meanwhile. */
        Client<P> open() throws Exception;

        /** What is wrong where that takes longer than can be borne. */
        String silent();

        /** What is wrong with a place where the client could not be opened or failed like this. */
        String problem(P place, Exception failure);
    }

    /** Used by one thread, and closed after its first failure or once it is not open any more. */
    public interface Client<P> extends AutoCloseable {

        /** Whether it can still be asked. */
        boolean isOpen();

        /**
         * Answers for these, or for some at least: the others are asked anew, so that a place which breaks the connection
         * does not stand in their way. Where the broker is silent it fails after some seconds.
         *
         * @throws Exception if there is no answer for any of those that are left
         */
        void ask(List<P> places, BiConsumer<P, Readiness> answers) throws Exception;

        @Override
        void close();
    }

    private record Question<P>(P place, CompletableFuture<Readiness> answer) {}

    /** @param name of the thread */
    public ReadinessChecks(String name, Respondent<P> broker) {
        this(name, broker, PATIENCE, LINGER);
    }

    /**
     * @param patience how long opening a client may take before those who wait are told of it
     * @param linger how long a client is kept that nobody asks anything
     */
    ReadinessChecks(String name, Respondent<P> broker, Duration patience, Duration linger) {
        this.name = name;
        this.broker = broker;
        this.patience = patience;
        this.linger = linger;
    }

    /** Does not block. Answered on the thread that asks the broker. */
    public CompletableFuture<Readiness> ask(P place) {
        Question<P> question = new Question<>(place, new CompletableFuture<>());
        watch(question, System.nanoTime());
        waiting.add(question);
        attend();
        return question.answer();
    }

    /** Many places far away take their time: nobody is told of a silence as long as others are answered. */
    private void watch(Question<P> question, long asked) {
        long now = System.nanoTime();
        long silent = Math.min(now - asked, now - heard);
        long left = Math.min(
                LONGEST_SILENCE * patience.toNanos() - silent, LONGEST_WAIT * patience.toNanos() - (now - asked));
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

    /** The client that answered, if it is still good. */
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
                if (asked.isOpen()) { // otherwise this is no answer of the broker's
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
            if (client.isEmpty()) { // who has asked meanwhile would only find the same once more
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

    /** A question that nobody answers would keep its route waiting for ever. */
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
        opened.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).exceptionally(silence -> {
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

    /** As many as wait, when there are some; none where nobody has asked for a while. */
    private List<Question<P>> next() {
        try {
            List<Question<P>> some = new ArrayList<>();
            Optional<Question<P>> first = Optional.ofNullable(waiting.poll(linger.toMillis(), TimeUnit.MILLISECONDS));
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
            LOG.atDebug().setCause(e).log("A client that only asked did not close in good order");
        }
    }

    private static <P> void fail(List<Question<P>> questions, Throwable thrown) {
        questions.forEach(question -> question.answer().completeExceptionally(thrown));
    }
}
