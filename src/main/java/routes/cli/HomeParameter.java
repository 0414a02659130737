package routes.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Parameters;
import routes.config.ConfigReader;
import routes.config.ReadResult;

/** The last parameter of each command that reads the configuration. */
final class HomeParameter {

    @Parameters(
            arity = "0..1",
            paramLabel = "HUB_HOME",
            description = "The configuration directory. Default: $HUB_HOME or ./hub.")
    private Optional<Path> home;

    /** Reads the given directory, otherwise the one from the environment variable HUB_HOME, otherwise {@code ./hub}. */
    ReadResult read() {
        Path folder = home.orElseGet(
                () -> Path.of(Optional.ofNullable(System.getenv("HUB_HOME")).orElse("hub")));
        return new ConfigReader(name -> Optional.ofNullable(System.getenv(name))).read(folder);
    }
}
