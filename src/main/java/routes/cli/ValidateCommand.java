package routes.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.camel.impl.DefaultCamelContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import routes.camel.CamelSwitch;
import routes.compile.CompiledConfiguration;
import routes.config.ReadResult;
import routes.model.CamelFiles;
import routes.model.HubDefinition;
import routes.model.Problem;
import routes.model.SourceLocation;
import routes.runtime.ConnectivityCheck;
import routes.support.TimeLimited;

/** Reports all problems of a configuration. */
@Command(
        name = "validate",
        description = "Reports all problems of the configuration. Exit code 0: none, or warnings alone, 1: problems.")
final class ValidateCommand implements Callable<Integer> {

    private static final Duration CAMEL_CHECK_TIMEOUT = Duration.ofSeconds(60);

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Mixin
    private HomeParameter home;

    @Option(names = "--connect", description = "Also asks the brokers whether anything is missing or not permitted.")
    private boolean connect;

    @Option(names = "--strict", description = "Exit code 1 for warnings, too.")
    private boolean strict;

    @Override
    public Integer call() throws IOException {
        ReadResult reading = home.read();
        List<Problem> problems =
                new ArrayList<>(CompiledConfiguration.of(reading).problems());
        problems.addAll(ofCamel(reading.camel()));
        if (connect && reading.definition().isPresent()) {
            problems.addAll(missing(reading.definition().get()));
        }
        PrintWriter out = spec.commandLine().getOut();
        problems.forEach(out::println);
        int errors = Problem.errors(problems).size();
        int warnings = problems.size() - errors;
        out.println((errors == 0 ? "sound" : counted(errors, "problem"))
                + (warnings == 0 ? "" : ", " + counted(warnings, "warning")));
        return errors == 0 && (warnings == 0 || !strict) ? Main.SOUND : Main.PROBLEMS;
    }

    private static String counted(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** Checks plain Camel routes. This may run code that they name and that never ends. */
    private List<Problem> ofCamel(CamelFiles files) {
        CamelSwitch camel = camel();
        return TimeLimited.within(CAMEL_CHECK_TIMEOUT, () -> camel.problems(files))
                .orElseGet(() -> List.of(new Problem(
                        new SourceLocation("camel", 0, 0, ""),
                        "checking these files takes longer than " + CAMEL_CHECK_TIMEOUT.toSeconds()
                                + "s; remove them one by one to find the one that causes it")));
    }

    private CamelSwitch camel() {
        try {
            return Main.camel();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private static List<Problem> missing(HubDefinition definition) throws IOException {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            return new ConnectivityCheck(context, definition).problems();
        }
    }
}
