package routes.connector.rabbitmq;

import java.util.Set;
import routes.connector.ShellQuoting;
import routes.model.RabbitConnection;

/** Shell commands that fix problems with a broker, for its administrator. Thread-safe. */
record RabbitRemedies(RabbitConnection settings) {

    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Creates the queue or exchange. */
    String creation(QueueOrExchange place) {
        return switch (place.sort()) {
            case QUEUE ->
                admin() + " declare queue " + ShellQuoting.word("name=" + place.name())
                        + " durable=true arguments='{\"x-queue-type\":\"quorum\"}' (on RabbitMQ 4, for a queue that"
                        + " the hub"
                        + " takes from, also \"x-delivery-limit\":-1, otherwise it drops messages that are returned"
                        + " often)";
            case EXCHANGE ->
                admin() + " declare exchange " + ShellQuoting.word("name=" + place.name()) + " type=topic durable=true";
        };
    }

    /** Permits the user to make this queue or exchange too; its other permissions have to be given again. */
    String configuring(QueueOrExchange place) {
        return "rabbitmqctl set_permissions -p " + ShellQuoting.quoted(settings.virtualHost()) + " "
                + ShellQuoting.word(settings.username()) + " " + ShellQuoting.quoted("^" + place.name() + "$")
                + " '.*' '.*'";
    }

    /** Binds a queue to the exchange. */
    String binding(String exchange) {
        return admin() + " declare binding " + ShellQuoting.word("source=" + exchange) + " destination=QUEUE";
    }

    /** Binds a queue to the exchange with this routing key. */
    String binding(String exchange, String routingKey) {
        return binding(exchange) + " " + ShellQuoting.word("routing_key=" + routingKey);
    }

    /** A command of the management plug-in, whose port is unknown here. */
    private String admin() {
        String first = settings.addresses().split(",")[0].strip();
        String host = first.substring(0, first.lastIndexOf(':'));
        String there = HERE.contains(host) ? "" : " -H " + ShellQuoting.word(host);
        String within = settings.virtualHost().equals("/") ? "" : " -V " + ShellQuoting.word(settings.virtualHost());
        return "rabbitmqadmin" + there + within;
    }

    /** Creates the virtual host. */
    String virtualHost() {
        return "rabbitmqctl add_vhost " + ShellQuoting.quoted(settings.virtualHost());
    }

    /** Creates the user and asks for the password. */
    String user() {
        return "rabbitmqctl add_user " + ShellQuoting.word(settings.username());
    }

    /** Permits the user to read and write everything in the virtual host, and to configure nothing. */
    String permission() {
        return "rabbitmqctl set_permissions -p " + ShellQuoting.quoted(settings.virtualHost()) + " "
                + ShellQuoting.word(settings.username()) + " '^$' '.*' '.*'";
    }

    /** Shows the permissions that {@link #permission} would replace. */
    String permissions() {
        return "rabbitmqctl list_user_permissions " + ShellQuoting.word(settings.username());
    }
}
