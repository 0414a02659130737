package routes.connector.rabbitmq;

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
import routes.connector.ConnectorException;
import routes.connector.EventCodec;
import routes.event.PendingSend;
import routes.event.SendError;
import routes.model.CloudEventsMode;

/**
 * One channel with publisher confirms, from its opening to its end. It counts sequence numbers itself: the client's own
 * counter also advances for a message that it fails to encode, but the broker's does not.
 *
 * <p>Not thread-safe for publishing: one thread publishes at a time. Answers come on the client's thread, the watchdog's, or the
 * publishing thread.
 */
final class ConfirmingPublisher {

    private static final long RETURN_AFTER_NACK = TimeUnit.MILLISECONDS.toNanos(250);

    private final RabbitConnectionFactory connections;
    private final QueueOrExchange place;
    private final ExchangeType type;
    private final AmqpEncoder encoder;
    private final PublishTimeouts timeouts;
    private final OpenConnection line;
    private final Channel channel;
    private final OutstandingConfirms unconfirmed = new OutstandingConfirms();
    private final AtomicReference<Optional<String>> loss = new AtomicReference<>(Optional.empty());
    private volatile Optional<String> blocked = Optional.empty();
    private long next = 1;

    private ConfirmingPublisher(
            RabbitConnectionFactory connections,
            QueueOrExchange place,
            CloudEventsMode cloudEvents,
            PublishTimeouts timeouts,
            OpenConnection line)
            throws IOException {
        this.connections = connections;
        this.place = place;
        this.timeouts = timeouts;
        this.line = line;
        this.channel = line.connection().createChannel();
        place.lookFor(channel);
        this.type = place.sort() == QueueOrExchange.Sort.EXCHANGE
                ? ExchangeType.of(place.name(), line.connection())
                : ExchangeType.BY_ROUTING_KEY;
        this.encoder = new AmqpEncoder(place, type, cloudEvents);
        channel.confirmSelect();
        channel.addReturnListener(this::returned);
        channel.addConfirmListener(new Answers());
        line.connection().addBlockedListener(new Alarm());
        channel.addShutdownListener(this::lost);
    }

    /** @throws ConnectorException if the queue or exchange does not exist, or there is no connection */
    static ConfirmingPublisher open(
            RabbitConnectionFactory connections,
            QueueOrExchange place,
            CloudEventsMode cloudEvents,
            PublishTimeouts timeouts,
            String purpose) {
        OpenConnection line = connections.open(purpose);
        try {
            return new ConfirmingPublisher(connections, place, cloudEvents, timeouts, line);
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
        Optional<AmqpMessage> encoded = EventCodec.encode(send, encoder::encode);
        return encoded.isEmpty() || publish(send, encoded.get());
    }

    private boolean publish(PendingSend send, AmqpMessage message) {
        if (message.body().length > connections.maxMessageSize()) {
            send.refused(SendError.tooLarge(connections.problems().aboveMaxMessageSize(message.body().length)));
            return true;
        }
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
                send.refused(RabbitProblems.uncarried(e));
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
            unconfirmed.all().forEach(pending -> pending.send().refused(outage));
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
                : connections.problems().unbound(place, type, message.getRoutingKey());
        SendError error = SendError.permanent(
                "unroutable: " + detail + " (" + message.getReplyCode() + " " + message.getReplyText() + ")");
        unconfirmed.returned(message, error).ifPresent(pending -> pending.send().refused(error));
    }

    private static void answer(List<OutstandingConfirm> refused, Function<OutstandingConfirm, SendError> otherwise) {
        for (OutstandingConfirm pending : refused) {
            pending.send().refused(pending.returned().orElseGet(() -> otherwise.apply(pending)));
        }
    }

    private void lost(Exception cause) {
        String problem = connections.problems().with(place, cause);
        List<OutstandingConfirm> rest = ended(problem);
        Optional<Offender> offender =
                RabbitProblems.closing(cause).flatMap(closing -> Offender.among(rest, closing, problem));
        SendError outage = SendError.outage(whyHeld()); // the reason for which the connection was cut, if it was
        for (OutstandingConfirm pending : rest) {
            SendError error = offender.filter(one -> one.event() == pending)
                    .map(Offender::error)
                    .orElse(outage);
            pending.send().refused(pending.returned().orElse(error));
        }
    }

    private List<OutstandingConfirm> ended(String problem) {
        loss.compareAndSet(Optional.empty(), Optional.of(problem));
        line.wire().cut();
        return unconfirmed.close();
    }

    private void lose(String problem) {
        SendError outage = SendError.outage(problem);
        ended(problem)
                .forEach(pending -> pending.send().refused(pending.returned().orElse(outage)));
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
                    pending.send().refused(pending.returned().get());
                } else {
                    pending.send().confirmed();
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
