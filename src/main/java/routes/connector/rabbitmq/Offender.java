package routes.connector.rabbitmq;

import com.rabbitmq.client.AMQP;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import routes.event.SendError;

/**
 * The event for which the broker closed the channel or the connection, and why. If it counted as an outage, it would close the
 * next channel again, for ever. Immutable and thread-safe.
 */
record Offender(OutstandingConfirm event, SendError error) {

    private static final Pattern SIZE = Pattern.compile("message size ([0-9]{1,9}) ");
    private static final Pattern TOPIC = Pattern.compile("access to topic '(.*)' in exchange ", Pattern.DOTALL);

    /** Codes of AMQP with which a broker refuses what it was sent. */
    private static final Set<Integer> FOR_GOOD = Set.of(
            AMQP.CONTENT_TOO_LARGE,
            AMQP.PRECONDITION_FAILED,
            AMQP.FRAME_ERROR,
            AMQP.SYNTAX_ERROR,
            AMQP.UNEXPECTED_FRAME,
            AMQP.NOT_IMPLEMENTED);

    /**
     * Finds it among the unconfirmed events, if it is certain: the only one, one of the size that the broker reports, or one
     * with the routing key that the user may not use.
     *
     * @param problem the text for the operator
     */
    static Optional<Offender> among(List<OutstandingConfirm> rest, RabbitProblems.Closing closing, String problem) {
        Matcher topic = TOPIC.matcher(closing.text());
        if (closing.code() == AMQP.ACCESS_REFUSED && topic.find()) {
            return first(rest.stream()
                            .filter(pending -> pending.routingKey().equals(topic.group(1)))
                            .toList())
                    .map(event -> new Offender(event, SendError.permanent(problem)));
        }
        if (FOR_GOOD.contains(closing.code())) {
            Matcher size = SIZE.matcher(closing.text());
            Optional<OutstandingConfirm> event = size.find()
                    ? first(rest.stream()
                            .filter(pending -> pending.body().length == Integer.parseInt(size.group(1)))
                            .toList())
                    : only(rest);
            boolean tooLarge =
                    closing.code() == AMQP.CONTENT_TOO_LARGE || closing.text().contains("message size");
            SendError error = tooLarge
                    ? SendError.tooLarge(problem + RabbitProblems.raisingMaxMessageSize())
                    : SendError.permanent(problem);
            return event.map(one -> new Offender(one, error));
        }
        boolean broke = closing.code() == AMQP.INTERNAL_ERROR; // which may have another cause: the event is tried again
        return broke
                ? only(rest).map(event -> new Offender(event, SendError.transientFailure(problem)))
                : Optional.empty();
    }

    private static Optional<OutstandingConfirm> first(List<OutstandingConfirm> some) {
        return some.stream().findFirst();
    }

    private static Optional<OutstandingConfirm> only(List<OutstandingConfirm> rest) {
        return rest.size() == 1 ? Optional.of(rest.get(0)) : Optional.empty();
    }
}
