package routes.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import routes.config.ReadResult;
import routes.connector.ConnectorException;
import routes.connector.EventTail;
import routes.connector.TailOptions;
import routes.connector.TailedEvent;
import routes.model.Durations;
import routes.model.HubDefinition;
import routes.model.InvalidValueException;
import routes.model.RouteSpec;
import routes.model.TargetSpec;
import routes.runtime.BrokerAccess;

/** Shows events as they arrive at a target, without taking them from anybody. */
@Command(
        name = "tail",
        description =
                "Shows events as they arrive at a target, without taking them from anybody. Exit code 0: as many as"
                        + " were asked for, 1: fewer, or the target cannot be watched.")
final class TailCommand implements Callable<Integer> {

    private static final Duration LOOK = Duration.ofMillis(200);

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Mixin
    private ConnectionsOption connections;

    @Parameters(
            index = "0",
            paramLabel = "TARGET",
            description = "The name of a route, for all of its targets; or a kind and a name, such as KIND:orders.")
    private String target;

    @Mixin
    private HomeParameter home;

    @Option(names = "--from-beginning", description = "Also shows what arrived before, where it is kept.")
    private boolean fromBeginning;

    @Option(
            names = "--routing-key",
            paramLabel = "KEY",
            description = "Shows only what has this routing key, where there are such keys.")
    private Optional<String> routingKey;

    @Option(
            names = "--connection",
            paramLabel = "NAME",
            description = "The connection for KIND:NAME, where hub.yaml has several of its kind.")
    private Optional<String> connection;

    @Option(names = "--count", paramLabel = "N", description = "Ends after this many events.")
    private Optional<Integer> count;

    @Option(names = "--for", paramLabel = "TIME", description = "Ends after this time, such as 10s.")
    private Optional<String> time;

    @Option(names = "--json", description = "Prints each event as a JSON object on a line of its own.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Optional<Duration> atMost = time.map(this::duration);
        if (count.filter(events -> events < 1).isPresent()) {
            throw new ParameterException(spec.commandLine(), "--count must be at least 1");
        }
        ReadResult reading = home.read();
        Optional<HubDefinition> definition = connections.definition(reading);
        return definition.isEmpty() ? Main.PROBLEMS : tail(definition.get(), atMost);
    }

    private int tail(HubDefinition definition, Optional<Duration> atMost) throws IOException {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            List<EventTail> tails = open(new BrokerAccess(context, definition), definition);
            try {
                return watch(tails, atMost);
            } finally {
                tails.forEach(EventTail::close);
            }
        } catch (ConnectorException e) {
            say(e.getMessage());
            return Main.PROBLEMS;
        }
    }

    private Duration duration(String text) {
        try {
            return Durations.parse(text);
        } catch (InvalidValueException e) {
            throw new ParameterException(spec.commandLine(), "--for: " + e.getMessage());
        }
    }

    private List<EventTail> open(BrokerAccess brokers, HubDefinition definition) {
        TailOptions options = new TailOptions(fromBeginning, routingKey);
        int colon = target.indexOf(':');
        if (colon < 0) {
            return ofRoute(brokers, definition, options);
        }
        List<TargetSpec> named = definition.routes().values().stream()
                .flatMap(route -> Stream.concat(route.targets().stream(), Stream.of(route.deadLetter())))
                .filter(to -> to.label().equals(target))
                .toList();
        long places = named.stream()
                .map(to -> definition.connectionName(to.connection(), to.connectionKind()))
                .distinct()
                .count();
        return List.of(
                places == 1 && connection.isEmpty()
                        ? brokers.tail(named.get(0), options)
                        : brokers.tail(target.substring(0, colon), target.substring(colon + 1), connection, options));
    }

    /** Those of its targets that can be watched. */
    private List<EventTail> ofRoute(BrokerAccess brokers, HubDefinition definition, TailOptions options) {
        RouteSpec route = Optional.ofNullable(definition.routes().get(target))
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "there is no valid route '" + target + "'; valid routes: "
                                + definition.routes().keySet()
                                + "; a target that is not of a route is written KIND:NAME"));
        List<EventTail> tails = new ArrayList<>();
        for (TargetSpec to : route.targets()) {
            try {
                tails.add(brokers.tail(to, options));
            } catch (ConnectorException e) {
                say(e.getMessage());
            }
        }
        return tails;
    }

    private int watch(List<EventTail> tails, Optional<Duration> atMost) {
        if (tails.isEmpty()) {
            return Main.PROBLEMS;
        }
        tails.forEach(tail -> say("watching " + tail.place() + ", "
                + (fromBeginning ? "from its beginning" : "from now on") + "; end with Ctrl-C"));
        EventPrinter printer = new EventPrinter(spec.commandLine().getOut(), json);
        long begin = System.nanoTime();
        int seen = 0;
        while (atMost.filter(limit -> System.nanoTime() - begin > limit.toNanos())
                .isEmpty()) {
            for (EventTail tail : tails) {
                for (TailedEvent event : tail.next(LOOK)) {
                    boolean goesOn = printer.print(event);
                    seen++;
                    if (!goesOn || count.filter(Integer.valueOf(seen)::equals).isPresent()) {
                        return Main.SOUND;
                    }
                }
            }
        }
        return count.isEmpty() ? Main.SOUND : Main.PROBLEMS;
    }

    /** Not on the standard output, which has the events alone. */
    private void say(String message) {
        spec.commandLine().getErr().println(message);
        spec.commandLine().getErr().flush();
    }
}
