package routes.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Optional;
import org.apache.camel.quarkus.main.CamelMainApplication;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Spec;
import routes.camel.CamelSwitch;
import routes.config.schema.FormatSchema;

/** The command line. Without a command it runs the hub; all other commands start no server. */
@QuarkusMain
@Command(
        name = "caravanserai",
        description = "Routes events between Kafka, RabbitMQ, SQS and SNS. Runs the hub if no command is given.",
        subcommands = {
            ValidateCommand.class,
            TestCommand.class,
            SimulateCommand.class,
            ProvisionCommand.class,
            SendCommand.class,
            TailCommand.class
        })
public final class Main implements Runnable {

    /** Exit code: no problems. */
    static final int SOUND = 0;

    /** Exit code: there are problems, listed on the standard output. */
    public static final int PROBLEMS = 1;

    private static final String RUN = "run";

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private HelpOption help;

    public static void main(String... arguments) {
        boolean bare = arguments.length == 0;
        // without the parser, which would take a fifth of the hub's start
        boolean onlyRun = bare || arguments.length == 1 && arguments[0].equals(RUN);
        int code = onlyRun ? runHub() : commandLine().execute(arguments);
        // in Quarkus's development mode the JVM outlives the hub
        if (code != SOUND || !bare) {
            System.exit(code);
        }
    }

    /** All commands. What is wrong with an argument is said on a line, without the whole help. */
    static CommandLine commandLine() {
        return new CommandLine(new Main()).setParameterExceptionHandler((wrong, arguments) -> {
            CommandLine command = wrong.getCommandLine();
            command.getErr().println(wrong.getMessage());
            command.getErr().println("see: " + command.getCommandSpec().qualifiedName() + " --help");
            return CommandLine.ExitCode.USAGE;
        });
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "unknown command; run without arguments to start the hub");
    }

    @Command(name = RUN, description = "Runs the hub until it is told to stop, as it does without a command.")
    int hub(@Mixin HelpOption helping) {
        return runHub();
    }

    private static int runHub() {
        try {
            LogFormat.of(Optional.ofNullable(System.getenv(LogFormat.VARIABLE))).apply();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        Quarkus.run(CamelMainApplication.class);
        return SOUND;
    }

    @Command(name = "schema", description = "Prints the JSON Schema of hub.yaml and routes/*.yaml.")
    int schema(@Mixin HelpOption helping) {
        spec.commandLine().getOut().println(new FormatSchema().json());
        return SOUND;
    }

    /** Whether plain Camel routes are enabled, from the environment variable HUB_CAMEL. */
    static CamelSwitch camel() {
        return CamelSwitch.of(Optional.ofNullable(System.getenv("HUB_CAMEL")).orElse(CamelSwitch.OFF.toString()));
    }
}
