package routes;

import picocli.CommandLine.Option;

/** The option that every command has. */
final class Help {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this.")
    private boolean asked;
}
