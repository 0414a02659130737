package routes;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import routes.definition.Problem;
import routes.definition.RoutePlan;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Failure;
import routes.event.Header;
import routes.event.Headers;
import routes.event.Parcel;
import routes.event.Verdict;
import routes.step.Itinerary;
import routes.step.Trace;

/** Shows what a route would do with an event: each step, each predicate, the targets and what they would get. */
@Command(
        name = "simulate",
        description =
                "Shows what a route would do with an event, without doing it. Exit 0: delivered or filtered, 1: not.")
final class SimulateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "ROUTE", description = "The route's name.")
    private String route;

    @Parameters(index = "1", arity = "0..1", paramLabel = "HUB_HOME", description = "$HUB_HOME or ./hub if left out.")
    private Optional<Path> home;

    @Option(names = "--body", paramLabel = "FILE", required = true, description = "The event's body, as it is.")
    private Path body;

    @Option(names = "--key", description = "The event's key.")
    private Optional<String> key;

    @Option(names = "--header", paramLabel = "NAME=VALUE", description = "A header of the event.")
    private Map<String, String> headers = Map.of();

    @Override
    public Integer call() throws IOException {
        CompiledHome compiled = CompiledHome.of(Main.read(Main.home(home)));
        Itinerary itinerary = compiled.itineraries().get(route);
        if (itinerary == null) {
            for (Problem problem : compiled.problems()) {
                spec.commandLine().getOut().println(problem);
            }
            throw new ParameterException(
                    spec.commandLine(),
                    "no sound route is called '" + route + "'; there are "
                            + compiled.itineraries().keySet());
        }
        PrintWriter out = spec.commandLine().getOut();
        End end = new End(out, compiled.plans().get(route));
        itinerary.decide(event(), new Steps(out)).tell(end);
        return end.exit;
    }

    private Event event() throws IOException {
        List<Header> given = new ArrayList<>();
        headers.forEach((name, value) -> given.add(new Header(name, Bytes.ofText(value))));
        try {
            return new Event(
                    Bytes.of(Files.readAllBytes(body)),
                    key.map(Bytes::ofText).orElse(Bytes.absent()),
                    Headers.received(given));
        } catch (NoSuchFileException e) {
            throw new ParameterException(spec.commandLine(), "there is no file " + body);
        }
    }

    /** Writes down what happens on the way, as it happens. */
    private record Steps(PrintWriter out) implements Trace {

        @Override
        public void passed(String at) {
            out.println(at + ": passed");
        }

        @Override
        public void changed(String at, Bytes changed) {
            out.println(at + ": body is now " + changed);
        }

        @Override
        public void filtered(String at) {
            out.println(at + ": filtered");
        }

        @Override
        public void asked(String at, boolean answer) {
            out.println(at + ": " + answer);
        }

        @Override
        public void taken(String way) {
            out.println("takes " + way);
        }
    }

    /** Writes down how it ends. */
    private static final class End implements Verdict.Cases {

        private final PrintWriter out;
        private final RoutePlan plan;
        private int exit = Main.SOUND;

        End(PrintWriter out, RoutePlan plan) {
            this.out = out;
            this.plan = plan;
        }

        @Override
        public void deliver(List<Verdict.Address> to) {
            for (Verdict.Address address : to) {
                Parcel parcel = address.parcel();
                out.println(
                        "=> " + plan.destinations().get(address.destination()).label());
                parcel.routingKey().ifPresent(text -> out.println("   routing key " + text));
                if (parcel.event().key().isPresent()) {
                    out.println("   key " + parcel.event().key());
                }
                parcel.event()
                        .headers()
                        .forEach(header -> out.println("   header " + header.name() + ": " + header.value()));
                out.println("   body " + parcel.event().body());
            }
        }

        @Override
        public void filtered() {
            out.println("=> filtered");
        }

        @Override
        public void failed(Failure failure) {
            exit = Main.PROBLEMS;
            out.println("=> dead letter " + plan.deadLetter().label() + ": " + failure.reason() + " at " + failure.at()
                    + ": " + failure.detail());
        }
    }
}
