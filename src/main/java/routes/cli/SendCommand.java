package routes.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.camel.impl.DefaultCamelContext;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import routes.config.ReadResult;
import routes.connector.ConnectorException;
import routes.event.Bytes;
import routes.event.Event;
import routes.model.HubDefinition;
import routes.model.Problem;
import routes.model.RouteSpec;
import routes.runtime.BrokerAccess;

/** Sends an event into the source of a route. */
@Command(
        name = "send",
        description =
                "Sends an event into the source of a route, waits until the broker has confirmed it, and prints its"
                        + " position. Exit code 0: confirmed, 1: not.")
final class SendCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Mixin
    private ConnectionsOption connections;

    @Parameters(index = "0", paramLabel = "ROUTE", description = "The name of the route.")
    private String route;

    @Mixin
    private HomeParameter home;

    @ArgGroup(multiplicity = "1")
    private Body body;

    @Mixin
    private EventOptions event;

    /** Either of the two ways to give a body. */
    private static final class Body {

        @Option(
                names = "--body",
                paramLabel = "FILE",
                description = "A file with the body of the event; - for the standard input.")
        private Optional<Path> file;

        @Option(names = "--text", paramLabel = "TEXT", description = "The body of the event.")
        private Optional<String> text;
    }

    @Override
    public Integer call() throws IOException {
        ReadResult reading = home.read();
        Optional<HubDefinition> definition = connections.definition(reading);
        return definition.isEmpty() ? Main.PROBLEMS : send(reading, definition.get());
    }

    private int send(ReadResult reading, HubDefinition definition) throws IOException {
        RouteSpec found = Optional.ofNullable(definition.routes().get(route)).orElseThrow(() -> {
            Problem.errors(reading.problems()).forEach(spec.commandLine().getErr()::println);
            return new ParameterException(
                    spec.commandLine(),
                    "there is no valid route '" + route + "'; valid routes: "
                            + definition.routes().keySet());
        });
        Event sent =
                event.with(body.text.isPresent() ? Bytes.ofText(body.text.get()) : event.read(body.file.orElseThrow()));
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            String position =
                    new BrokerAccess(context, definition).feed(found.from()).send(sent);
            spec.commandLine().getOut().println("sent " + position);
            return Main.SOUND;
        } catch (ConnectorException e) {
            spec.commandLine().getErr().println("not sent: " + e.getMessage());
            return Main.PROBLEMS;
        }
    }
}
