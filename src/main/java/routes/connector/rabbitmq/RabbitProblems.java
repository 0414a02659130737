package routes.connector.rabbitmq;

import static routes.support.Throwables.deepest;
import static routes.support.Throwables.find;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import routes.connector.Remedy;
import routes.connector.TlsDiagnosis;
import routes.event.SendError;
import routes.model.RabbitConnection;

/** Messages for operators about problems with a broker. They never contain the password. Thread-safe. */
final class RabbitProblems {

    private static final Pattern OF_A_STREAM = Pattern.compile(" of queue type \\S*stream\\S*$");

    private final String where;
    private final RabbitConnection settings;
    private final RabbitRemedies remedies;

    RabbitProblems(String name, RabbitConnection settings) {
        this.where = name + " (" + settings.addresses().trim() + ")";
        this.settings = settings;
        this.remedies = new RabbitRemedies(settings);
    }

    String where() {
        return where;
    }

    /** The reason why no connection could be opened. */
    String connecting(Throwable problem) {
        if (find(problem, AuthenticationFailureException.class).isPresent()) {
            return where + " rejects the user '" + settings.username()
                    + "'; check username and password, or create the user: "
                    + remedies.user();
        }
        if (isLate(problem)) {
            return late(problem);
        }
        Optional<Closing> closing = closing(problem);
        if (closing.isPresent()) {
            return closing.get().code() == AMQP.NOT_ALLOWED
                    ? entering(closing.get().text())
                    : where + " closed the connection: " + closing.get().text();
        }
        Optional<SSLException> tls = find(problem, SSLException.class);
        if (tls.isPresent()) {
            return "no encrypted connection to " + where + ": " + TlsDiagnosis.explained(tls.get(), settings.tls());
        }
        Optional<UnknownHostException> host = find(problem, UnknownHostException.class);
        if (host.isPresent()) {
            return where + " cannot be reached: the host name is not known; check the addresses of the connection";
        }
        if (find(problem, ConnectException.class).isPresent()) {
            return where + " cannot be reached: connection refused; is the broker running?";
        }
        if (find(problem, PossibleAuthenticationFailureException.class).isPresent()) {
            return where + " closed the connection during the login and gave no reason (" + deepest(problem)
                    + "); does it stop, or reject the user '" + settings.username() + "'? Its log says why";
        }
        if (find(problem, SocketException.class).isPresent()
                || find(problem, EOFException.class).isPresent()) {
            return where + " closed the connection during the handshake (" + deepest(problem) + "); "
                    + TlsDiagnosis.suspected(settings.tls());
        }
        return where + " cannot be connected to: " + deepest(problem);
    }

    private static boolean isLate(Throwable problem) {
        return find(problem, TimeoutException.class).isPresent()
                || find(problem, SocketTimeoutException.class).isPresent();
    }

    /** What is known: whether there was a connection. A broker that is busy is not one that rejects the hub. */
    private String late(Throwable problem) {
        String seconds = RabbitConnectionFactory.TIMEOUT_MILLIS / 1000 + " s";
        boolean connected = find(problem, SocketTimeoutException.class)
                .filter(timeout -> String.valueOf(timeout.getMessage())
                        .toLowerCase(Locale.ROOT)
                        .contains("connect timed out"))
                .isEmpty();
        return connected
                ? where + " accepted the connection, but did not finish the handshake within " + seconds
                        + "; is the broker or this machine overloaded, or does another program listen there?"
                : where + " cannot be reached: no connection within " + seconds
                        + "; is the broker running, and does a firewall block the connection?";
    }

    /** The reason why the virtual host cannot be used. The broker has a single code for all refusals, so the text decides. */
    private String entering(String said) {
        String what = where + " does not let the user '" + settings.username() + "' into the virtual host '"
                + settings.virtualHost() + "' (" + said + ")";
        if (said.endsWith("not found")) {
            return what + "; create it: " + remedies.virtualHost() + " && " + remedies.permission();
        }
        return said.contains("refused for user") ? what + "; allow it: " + remedies.permission() : what;
    }

    /** The reason why an operation on this queue or exchange failed. */
    String with(QueueOrExchange place, Throwable problem) {
        Optional<Closing> closing = closing(problem);
        if (closing.isEmpty()) {
            return "the connection to " + where + " was lost: " + deepest(problem);
        }
        return switch (closing.get().code()) {
            case AMQP.NOT_FOUND -> missing(place);
            case AMQP.ACCESS_REFUSED -> refused(place, closing.get().text());
            default ->
                isStream(closing.get())
                        ? stream(place)
                        : where + " closed the connection for the " + place + ": "
                                + closing.get().text();
        };
    }

    /** The reason for a refusal. The same code also means that another connection uses the queue exclusively. */
    private String refused(QueueOrExchange place, String said) {
        String what =
                "the user '" + settings.username() + "' may not use the " + place + " at " + where + " (" + said + ")";
        return said.contains("refused for user")
                ? what + "; allow it by replacing the permissions that " + remedies.permissions() + " shows: "
                        + remedies.permission()
                : what;
    }

    String missing(QueueOrExchange place) {
        return place + " does not exist at " + where + "; " + Remedy.creation(remedies.creation(place));
    }

    /** The user may not make it. The same code also means that the name is reserved for the broker. */
    String mayNotMake(QueueOrExchange place, String said) {
        String what = place + " cannot be made at " + where + " (" + said + ")";
        return said.contains("refused for user")
                ? what + ": the user '" + settings.username() + "' has no permission to configure it; name the"
                        + " connection of an administrator with --connections, or allow it: "
                        + remedies.configuring(place)
                : what;
    }

    /** Why nobody may only look at what is in a queue. */
    String unwatchable(QueueOrExchange queue) {
        return queue + " at " + where
                + " is not watched: RabbitMQ shows a message only by delivering it, which takes it"
                + " from its consumers and counts as a delivery. Watch the exchange that it is bound to (tail"
                + " rabbitmq:EXCHANGE), or send to an exchange in place of the queue; how many events arrived is in the"
                + " figures of the route";
    }

    /** The reason why an exchange cannot be watched by a temporary queue. */
    String watching(QueueOrExchange exchange, Throwable problem) {
        return closing(problem)
                .filter(closing -> closing.code() == AMQP.ACCESS_REFUSED)
                .map(closing -> exchange + " at " + where + " cannot be watched by the user '" + settings.username()
                        + "' (" + closing.text() + "): that takes the permissions to configure, write and read queues"
                        + " named amq.gen-…, and to read the exchange; name the connection of another user with"
                        + " --connections")
                .orElseGet(() -> with(exchange, problem));
    }

    /** The hub would have to store how far it has read, since a stream does not forget what is acknowledged. */
    private String stream(QueueOrExchange queue) {
        return queue + " at " + where
                + " is a stream, and the hub takes nothing from streams; take from a quorum or classic"
                + " queue that gets the same messages: bind one to the exchange to which they are published";
    }

    /** RabbitMQ tells the type of a queue to nobody but a consumer with an argument that the type does not have. */
    private static boolean isStream(Closing closing) {
        return closing.code() == AMQP.PRECONDITION_FAILED
                && OF_A_STREAM.matcher(closing.text()).find();
    }

    /** Whether the queue is of a type that the hub cannot take from. */
    static boolean isOfTheType(Exception problem) {
        return closing(problem).filter(RabbitProblems::isStream).isPresent();
    }

    /** The reason why an exchange could not route an event. */
    String unbound(QueueOrExchange exchange, ExchangeType type, String routingKey) {
        String name = exchange.name();
        return switch (type) {
            case FANOUT -> exchange + " has no queue; " + Remedy.binding(remedies.binding(name));
            case HEADERS ->
                exchange + " has no queue whose binding matches the event's headers; bind one: "
                        + remedies.binding(name) + " arguments='{\"x-match\":\"all\",\"HEADER\":\"VALUE\"}'";
            case BY_ROUTING_KEY, DIRECT ->
                exchange + " has no queue for routing key '" + routingKey + "'; "
                        + Remedy.binding(remedies.binding(name, routingKey));
            case UNKNOWN ->
                exchange + " has no queue whose binding matches the event; " + Remedy.binding(remedies.binding(name))
                        + " (the hub's user may not see whether the exchange looks at routing keys or headers)";
        };
    }

    /** The body is larger than the hub may send by its own configuration; the broker was not asked. */
    String aboveMaxMessageSize(int bytes) {
        return "too large: the body has " + bytes + " bytes, and the hub sends at most "
                + settings.maxMessageSize().bytes() + " to " + where
                + " (maxMessageSize of the connection in hub.yaml); raise it there, up to max_message_size of the broker";
    }

    /** The broker closed the channel because of the size of a body, which says nothing about how to go on. */
    static String raisingMaxMessageSize() {
        return "; raise max_message_size in rabbitmq.conf, or set maxMessageSize of the connection in hub.yaml to the same"
                + " limit, so that the hub refuses such an event itself";
    }

    /** The client cannot write the message. Headers and properties have to fit into a single frame. */
    static SendError uncarried(IllegalArgumentException problem) {
        String detail = "AMQP cannot carry the message: " + problem.getMessage();
        return String.valueOf(problem.getMessage()).contains("max frame size")
                ? SendError.tooLarge(detail + "; raise frame_max in rabbitmq.conf")
                : SendError.permanent(detail);
    }

    /** Whether the broker refused only this routing key; messages with another one may be allowed. */
    static boolean isOfTheRoutingKey(Exception problem) {
        return closing(problem)
                .filter(closing ->
                        closing.code() == AMQP.ACCESS_REFUSED && closing.text().contains("access to topic"))
                .isPresent();
    }

    /** Whether the broker rejected the arguments of a request. */
    static boolean isUnfit(Exception problem) {
        return closing(problem)
                .filter(closing -> closing.code() == AMQP.PRECONDITION_FAILED)
                .isPresent();
    }

    /** Whether the broker closed the whole connection for a reason of its own, such as a shutdown. */
    static boolean isOfTheConnection(Exception problem) {
        return find(problem, ShutdownSignalException.class)
                .filter(ShutdownSignalException::isHardError)
                .flatMap(signal -> Closing.of(signal.getReason()))
                .filter(closing -> closing.code() != AMQP.CONNECTION_FORCED)
                .isPresent();
    }

    /** The broker's reason, if the broker closed the channel or connection. */
    static Optional<Closing> closing(Throwable problem) {
        return find(problem, ShutdownSignalException.class)
                .map(ShutdownSignalException::getReason)
                .flatMap(Closing::of);
    }

    /** A reply code of AMQP 0-9-1 (section 1.2 of the specification) and the broker's text. */
    record Closing(int code, String text) {

        static Optional<Closing> of(Method reason) {
            if (reason instanceof AMQP.Channel.Close) {
                AMQP.Channel.Close close = (AMQP.Channel.Close) reason;
                return Optional.of(new Closing(close.getReplyCode(), close.getReplyText()));
            }
            if (reason instanceof AMQP.Connection.Close) {
                AMQP.Connection.Close close = (AMQP.Connection.Close) reason;
                return Optional.of(new Closing(close.getReplyCode(), close.getReplyText()));
            }
            return Optional.empty();
        }
    }
}
