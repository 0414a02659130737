package routes.connector.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConfirmListener;
import com.rabbitmq.client.Return;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import routes.connector.ConnectorException;
import routes.event.PendingSend;
import routes.event.SendError;

/**
 * One channel with publisher confirms, from its opening to its end. It counts sequence numbers itself: the client's own
 * counter also advances for a message that it fails to encode, but the broker's does not.
 *
 * <p>Not thread-safe for publishing: one thread publishes at a time. Answers come on the client's thread, the watchdog's, or the
 * publishing thread.
 */
final class ConfirmingPublisher {

    private static final long RETURN_AFTER_NACK = TimeUnit.MILLISECONDS.toNanos(250);

    private static final Pattern SIZE = Pattern.compile("message size ([0-9]{1,9}) ");

    private final RabbitConnectionFactory connections;
    private final QueueOrExchange place;
    private final AmqpEncoder encoder;
    private final PublishTimeouts timeouts;
    private final OpenConnection line;
    private final Channel channel;
    private final OutstandingConfirms unconfirmed = new OutstandingConfirms();
    private final AtomicReference<Optional<String>> loss = new AtomicReference<>(Optional.empty());
    private volatile Optional<String> blocked = Optional.empty();
    private long next = 1;

    private ConfirmingPublisher(
            RabbitConnectionFactory connections, QueueOrExchange place, PublishTimeouts timeouts, OpenConnection line)
            throws IOException {
        this.connections = connections;
        this.place = place;
        this.timeouts = timeouts;
        this.encoder = new AmqpEncoder(place);
        this.line = line;
        this.channel = line.connection().createChannel();
        place.lookFor(channel);
        channel.confirmSelect();
        channel.addReturnListener(this::returned);
        channel.addConfirmListener(new Answers());
        line.connection().addBlockedListener(new Alarm());
        channel.addShutdownListener(this::lost);
    }

    /** @throws ConnectorException if the queue or exchange does not exist, or there is no connection */
    static ConfirmingPublisher open(
            RabbitConnectionFactory connections, QueueOrExchange place, PublishTimeouts timeouts, String purpose) {
        OpenConnection line = connections.open(purpose);
        try {
            return new ConfirmingPublisher(connections, place, timeouts, line);
        } catch (IOException | RuntimeException e) {
            line.connection().abort(1000);
            throw new ConnectorException(connections.problems().with(place, e), e);
        }
    }

    boolean isOpen() {
        return loss.get().isEmpty();
    }

    void publish(List<PendingSend> sends) {
        line.wire().cork();
        try {
            boolean held = false;
            for (PendingSend send : sends) {
                held = held || blocked.isPresent() || !isOpen();
                if (held) {
                    send.refused(SendError.outage(whyHeld()));
                } else {
                    held = !publish(send);
                }
            }
        } finally {
            flush();
        }
    }

    private String whyHeld() {
        return loss.get()
                .or(() -> blocked)
                .orElse(connections.where() + " is too slow: it has not confirmed any event for 3 s");
    }

    /** Publishes an event. Returns false if the target accepts nothing at the moment, so that later events must wait. */
    private boolean publish(PendingSend send) {
        if (send.message().event().body().length() > connections.maxMessageSize()) {
            send.refused(SendError.permanent("the body of "
                    + send.message().event().body().length() + " bytes is larger than the "
                    + connections.maxMessageSize()
                    + " that " + connections.where() + " accepts (maxMessageSize)"));
            return true;
        }
        AmqpMessage message = encoder.encode(send.message());
        if (!unconfirmed.hasRoom()) {
            flush();
            if (!unconfirmed.waitForRoom(3_000)) {
                send.refused(SendError.outage(whyHeld()));
                return false;
            }
            line.wire().cork();
        }
        OutstandingConfirm pending = new OutstandingConfirm(next, send, encoder, System.nanoTime());
        if (!unconfirmed.add(pending)) {
            send.refused(SendError.outage(whyHeld()));
            return false;
        }
        try {
            channel.basicPublish(place.publishedTo(), message.routingKey(), true, message.properties(), message.body());
            next++;
        } catch (IllegalArgumentException e) {
            if (unconfirmed.remove(pending)) {
                send.refused(SendError.permanent("AMQP cannot carry the message: " + e.getMessage()));
            }
        } catch (IOException | ShutdownSignalException e) {
            lost(e);
        }
        return isOpen();
    }

    private void flush() {
        try {
            line.wire().uncork();
        } catch (IOException e) {
            lost(e);
        }
    }

    /** Checks the timeouts. To be called several times a second. Does not block. */
    void watch() {
        long now = System.nanoTime();
        answer(unconfirmed.refusedBefore(now - RETURN_AFTER_NACK), this::nacked);
        if (line.wire().isStuckFor(timeouts.write())) {
            lose(connections.where() + " has not read from the connection for " + told(timeouts.write()));
            return;
        }
        long silence = now - timeouts.silence().toNanos();
        if (blocked.isPresent() && unconfirmed.hasPublishedBefore(silence)) {
            SendError outage = SendError.outage(whyHeld());
            unconfirmed.all().forEach(pending -> pending.shipment().refused(outage));
        } else if (unconfirmed.isSilentSince(silence)) {
            lose(connections.where() + " has not confirmed an event for " + told(timeouts.silence()));
        }
    }

    private static String told(Duration duration) {
        return duration.toSeconds() + " s";
    }

    private SendError nacked(OutstandingConfirm pending) {
        return SendError.transientFailure(
                connections.where() + " refused the message for the " + place + " (nack); is a queue full?");
    }

    private void returned(Return message) {
        String detail = place.sort() == QueueOrExchange.Sort.QUEUE
                ? connections.problems().missing(place)
                : connections.problems().unbound(place, message.getRoutingKey());
        SendError error = SendError.permanent(
                "unroutable: " + detail + " (" + message.getReplyCode() + " " + message.getReplyText() + ")");
        unconfirmed
                .returned(message, error)
                .ifPresent(pending -> pending.shipment().refused(error));
    }

    private static void answer(List<OutstandingConfirm> refused, Function<OutstandingConfirm, SendError> otherwise) {
        for (OutstandingConfirm pending : refused) {
            pending.shipment().refused(pending.returned().orElseGet(() -> otherwise.apply(pending)));
        }
    }

    private void lost(Exception cause) {
        String problem = connections.problems().with(place, cause);
        List<OutstandingConfirm> rest = ended(problem);
        Optional<OutstandingConfirm> offender = RabbitProblems.closing(cause)
                .filter(closing -> closing.code() == AMQP.PRECONDITION_FAILED)
                .flatMap(closing -> offender(rest, closing.text()));
        SendError outage = SendError.outage(whyHeld()); // the reason for which the connection was cut, if it was
        for (OutstandingConfirm pending : rest) {
            boolean offends = offender.filter(one -> one == pending).isPresent();
            pending.shipment().refused(pending.returned().orElse(offends ? SendError.permanent(problem) : outage));
        }
    }

    /**
     * The event for which the broker closed the channel, if it is certain: the only unconfirmed one, or one of the size that
     * the broker reports. If it counted as an outage, it would close the channel again and again.
     */
    private static Optional<OutstandingConfirm> offender(List<OutstandingConfirm> rest, String complaint) {
        Matcher size = SIZE.matcher(complaint);
        if (size.find()) {
            int length = Integer.parseInt(size.group(1));
            return rest.stream()
                    .filter(pending -> pending.body().length == length)
                    .findFirst();
        }
        return rest.size() == 1 ? Optional.of(rest.get(0)) : Optional.empty();
    }

    private List<OutstandingConfirm> ended(String problem) {
        loss.compareAndSet(Optional.empty(), Optional.of(problem));
        line.wire().cut();
        return unconfirmed.close();
    }

    private void lose(String problem) {
        SendError outage = SendError.outage(problem);
        ended(problem)
                .forEach(
                        pending -> pending.shipment().refused(pending.returned().orElse(outage)));
    }

    /** Closes the channel without waiting. Unconfirmed events are refused. */
    void close() {
        loss.compareAndSet(Optional.empty(), Optional.of("the target is stopped"));
        line.connection().abort(2000);
        lose("the target is stopped");
    }

    /** Handles confirms. A return of the same message always comes before its confirm. */
    private final class Answers implements ConfirmListener {

        @Override
        public void handleAck(long number, boolean multiple) {
            for (OutstandingConfirm pending : unconfirmed.confirmed(number, multiple, System.nanoTime())) {
                if (pending.returned().isPresent()) {
                    pending.shipment().refused(pending.returned().get());
                } else {
                    pending.shipment().confirmed();
                }
            }
        }

        @Override
        public void handleNack(long number, boolean multiple) {
            answer(unconfirmed.refused(number, multiple, System.nanoTime()), ConfirmingPublisher.this::nacked);
        }
    }

    /** The broker is out of memory or disk and has stopped reading from publishing connections. */
    private final class Alarm implements BlockedListener {

        @Override
        public void handleBlocked(String reason) {
            blocked = Optional.of(connections.where() + " has blocked publishing (" + reason
                    + "); free its memory or disk: rabbitmqctl status shows the alarm");
        }

        @Override
        public void handleUnblocked() {
            blocked = Optional.empty();
        }
    }
}
