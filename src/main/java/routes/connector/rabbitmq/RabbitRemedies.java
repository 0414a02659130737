package routes.connector.rabbitmq;

import java.util.Set;
import routes.connector.ShellQuoting;
import routes.model.RabbitConnection;

/** The commands that mend what is wrong at a broker, to be copied into a shell by whoever administers it. */
record RabbitRemedies(RabbitConnection settings) {

    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    /** It makes the place. */
    String creation(QueueOrExchange place) {
        return switch (place.sort()) {
            case QUEUE ->
                admin() + " declare queue " + ShellQuoting.word("name=" + place.name())
                        + " durable=true arguments='{\"x-queue-type\":\"quorum\"}' (on RabbitMQ 4, for a queue that the hub"
                        + " takes from, also \"x-delivery-limit\":-1, or it drops what comes back often)";
            case EXCHANGE ->
                admin() + " declare exchange " + ShellQuoting.word("name=" + place.name()) + " type=topic durable=true";
        };
    }

    /** It lets an exchange give a queue what has this routing key. */
    String binding(String exchange, String routingKey) {
        return admin() + " declare binding " + ShellQuoting.word("source=" + exchange) + " destination=QUEUE "
                + ShellQuoting.word("routing_key=" + routingKey);
    }

    /** It goes by the management plug-in, whose port only the administrator knows. */
    private String admin() {
        String first = settings.addresses().split(",")[0].strip();
        String host = first.substring(0, first.lastIndexOf(':'));
        String there = HERE.contains(host) ? "" : " -H " + ShellQuoting.word(host);
        String within = settings.virtualHost().equals("/") ? "" : " -V " + ShellQuoting.word(settings.virtualHost());
        return "rabbitmqadmin" + there + within;
    }

    /** It makes the virtual host. */
    String virtualHost() {
        return "rabbitmqctl add_vhost " + ShellQuoting.quoted(settings.virtualHost());
    }

    /** It makes the user, and asks for the password. */
    String user() {
        return "rabbitmqctl add_user " + ShellQuoting.word(settings.username());
    }

    /** It lets the user read and write everything there, and declare nothing. */
    String permission() {
        return "rabbitmqctl set_permissions -p " + ShellQuoting.quoted(settings.virtualHost()) + " "
                + ShellQuoting.word(settings.username()) + " '^$' '.*' '.*'";
    }

    /** It shows what {@link #permission} would put something else in the place of. */
    String permissions() {
        return "rabbitmqctl list_user_permissions " + ShellQuoting.word(settings.username());
    }
}
