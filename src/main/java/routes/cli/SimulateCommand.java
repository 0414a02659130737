package routes.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import routes.compile.CompiledConfiguration;
import routes.control.RouteSimulation.Content;
import routes.control.RouteSimulation.Outcome;
import routes.control.RouteSimulation.Sent;
import routes.control.RouteSimulation.Stop;
import routes.model.Problem;
import routes.pipeline.Pipeline;
import routes.pipeline.SimulationTrace;
import routes.support.DisplayText;

/** Shows what a route would do with an event: each step, each predicate, the targets and the messages they would receive. */
@Command(
        name = "simulate",
        description = "Shows what a route would do with an event, without side effects. Exit code 0: delivered or"
                + " filtered, 1: dead letter.")
final class SimulateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Parameters(index = "0", paramLabel = "ROUTE", description = "The name of the route.")
    private String route;

    @Mixin
    private HomeParameter home;

    @Option(
            names = "--body",
            paramLabel = "FILE",
            required = true,
            description = "A file with the body of the event; - for the standard input.")
    private Path body;

    @Mixin
    private EventOptions event;

    @Override
    public Integer call() throws IOException {
        CompiledConfiguration compiled = CompiledConfiguration.of(home.read());
        Pipeline pipeline = compiled.pipelines().get(route);
        if (pipeline == null) {
            for (Problem problem : Problem.errors(compiled.problems())) {
                spec.commandLine().getOut().println(problem);
            }
            throw new ParameterException(
                    spec.commandLine(),
                    "there is no valid route '" + route + "'; valid routes: "
                            + compiled.pipelines().keySet());
        }
        return print(SimulationTrace.of(compiled.specs().get(route), pipeline, event.with(event.read(body))));
    }

    private int print(Outcome outcome) {
        PrintWriter out = spec.commandLine().getOut();
        for (Stop step : outcome.steps()) {
            out.println(
                    step.result().equals("taken")
                            ? "takes " + step.at()
                            : step.at() + ": "
                                    + step.body()
                                            .map(body -> "body is now " + shown(body))
                                            .orElse(step.result()));
        }
        outcome.sent().forEach(sent -> print(out, sent));
        outcome.fault()
                .ifPresent(fault -> out.println("=> dead letter " + fault.target() + ": " + fault.reason() + " at "
                        + fault.at() + ": " + fault.detail()));
        if (outcome.end().equals("filtered")) {
            out.println("=> filtered");
        }
        return outcome.fault().isPresent() ? Main.PROBLEMS : Main.SOUND;
    }

    private static void print(PrintWriter out, Sent sent) {
        out.println("=> " + sent.target());
        sent.routingKey().ifPresent(text -> out.println("   routing key " + DisplayText.escaped(text)));
        sent.key().ifPresent(key -> out.println("   key " + shown(key)));
        sent.headers()
                .forEach(header ->
                        out.println("   header " + DisplayText.escaped(header.name()) + ": " + shown(header.value())));
        out.println("   body " + shown(sent.body()));
    }

    private static String shown(Content content) {
        return content.text()
                .map(DisplayText::escaped)
                .or(() -> content.base64().map(base64 -> "base64 " + base64))
                .orElse("absent");
    }
}
