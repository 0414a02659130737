package routes.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.camel.impl.DefaultCamelContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
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

/** Says everything that is wrong with a HUB_HOME. */
@Command(name = "validate", description = "Says everything that is wrong with HUB_HOME. Exit 0: sound, 1: problems.")
final class ValidateCommand implements Callable<Integer> {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Parameters(arity = "0..1", paramLabel = "HUB_HOME", description = "The directory; $HUB_HOME or ./hub if left out.")
    private Optional<Path> home;

    @Option(names = "--connect", description = "Ask the brokers too what is missing or not allowed.")
    private boolean connect;

    @Override
    public Integer call() throws IOException {
        ReadResult reading = Main.read(Main.home(home));
        List<Problem> told = new ArrayList<>(CompiledConfiguration.of(reading).problems());
        told.addAll(ofCamel(reading.camel()));
        if (connect && reading.definition().isPresent()) {
            told.addAll(missing(reading.definition().get()));
        }
        PrintWriter out = spec.commandLine().getOut();
        told.forEach(out::println);
        out.println(told.isEmpty() ? "sound" : told.size() + (told.size() == 1 ? " problem" : " problems"));
        return told.isEmpty() ? Main.SOUND : Main.PROBLEMS;
    }

    /** To look at plain Camel routes may run code that they name, which may never end. */
    private List<Problem> ofCamel(CamelFiles files) {
        CamelSwitch camel = camel();
        return TimeLimited.within(LONGEST, () -> camel.problems(files))
                .orElseGet(() -> List.of(new Problem(
                        new SourceLocation("camel", 0, 0, ""),
                        "to look at these files takes longer than " + LONGEST.toSeconds()
                                + "s; move them away one by one to see which")));
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
            return new ConnectivityCheck(context, definition).missing();
        }
    }
}
