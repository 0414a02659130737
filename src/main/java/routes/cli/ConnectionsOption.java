package routes.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import routes.config.ConfigReader;
import routes.config.ReadResult;
import routes.model.Connection;
import routes.model.HubDefinition;
import routes.model.Problem;
import routes.model.SourceLocation;

/** The configuration of a command that uses the brokers, with other credentials where some are given. */
final class ConnectionsOption {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--connections",
            paramLabel = "FILE",
            description =
                    "A file like hub.yaml. Its connections are used in place of those of the same name, for example"
                            + " with the credentials of an administrator.")
    private Optional<Path> file;

    /** The definition with these connections; empty if there are problems that no command can go on with, which are printed. */
    Optional<HubDefinition> definition(ReadResult reading) {
        if (reading.definition().isEmpty()) {
            print(Problem.errors(reading.problems()));
        }
        return reading.definition()
                .flatMap(known -> file.map(given -> with(known, given)).orElse(reading.definition()));
    }

    private Optional<HubDefinition> with(HubDefinition definition, Path given) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Connection> others =
                new ConfigReader(name -> Optional.ofNullable(System.getenv(name))).connections(given, problems::add);
        Map<String, Connection> all = new TreeMap<>(definition.connections());
        others.forEach((name, connection) -> {
            Connection replaced = all.get(name);
            if (replaced == null) {
                problems.add(problem(given, "hub.yaml has no connection '" + name + "'; it has " + all.keySet()));
            } else if (replaced.getClass() != connection.getClass()) {
                problems.add(problem(given, "the connection '" + name + "' is of another kind in hub.yaml"));
            } else {
                all.put(name, connection);
            }
        });
        print(problems);
        return problems.isEmpty()
                ? Optional.of(new HubDefinition(all, definition.routes(), definition.files(), definition.hash()))
                : Optional.empty();
    }

    private static Problem problem(Path file, String message) {
        return new Problem(new SourceLocation(file.toString(), 0, 0, "connections"), message);
    }

    private void print(List<Problem> problems) {
        problems.forEach(spec.commandLine().getErr()::println);
    }
}
