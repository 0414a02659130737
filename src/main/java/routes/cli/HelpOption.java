package routes.cli;

import picocli.CommandLine.Option;

/** The help option of every command. */
final class HelpOption {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean requested;
}
