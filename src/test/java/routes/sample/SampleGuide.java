package routes.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import routes.config.ConfigReader;
import routes.model.HubDefinition;
import routes.testkit.HubProcess;

/** What a newcomer is told before the figures begin: what flows where, what to open, what to try. */
final class SampleGuide {

    static final Path SAMPLE = Path.of("src", "test", "resources", "sample");
    static final Path HOME = SAMPLE.resolve("hub");

    /** Where commands find the brokers: a line {@code NAME=value} each. */
    private static final Path ENVIRONMENT = Path.of("target", "sample.env");

    private SampleGuide() {}

    /** Leaves a file from which a command takes where the brokers are. */
    static List<String> lines(Map<String, String> brokers, HubProcess hub) {
        write(brokers);
        HubDefinition definition = new ConfigReader(name -> Optional.ofNullable(brokers.get(name)))
                .read(HOME)
                .definition()
                .orElseThrow(() ->
                        new IllegalStateException(HOME + " is not sound; see: bin/caravanserai validate " + HOME));
        return lines(definition, hub.api(), hub.management(), hub.output());
    }

    static List<String> lines(HubDefinition definition, String api, String management, Path log) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("A shop sends five orders a second, some of them broken on purpose, through these routes:");
        RouteOverview.of(definition).forEach(line -> lines.add("  " + line));
        lines.add("");
        lines.add("Look at  the routes and their state  " + api + "/routes");
        lines.add("         metrics                     " + management + "/metrics");
        lines.add("         the hub's log               " + log);
        lines.add("Try, in another terminal:");
        lines.add("         export HUB_HOME=" + HOME);
        lines.add("         bin/caravanserai validate");
        lines.add("         env $(cat " + ENVIRONMENT + ") bin/caravanserai validate --connect");
        lines.add("         bin/caravanserai test");
        lines.add("         bin/caravanserai simulate orders --body " + SAMPLE.resolve("order.json"));
        lines.add("         cp " + SAMPLE.resolve("large-bills.yaml") + " $HUB_HOME/routes   # a new route, at once");
        lines.add("         rm $HUB_HOME/routes/large-bills.yaml                            # it is gone again");
        lines.add("End      with Ctrl-C");
        lines.add("");
        return lines;
    }

    private static void write(Map<String, String> brokers) {
        try {
            Files.createDirectories(ENVIRONMENT.getParent());
            Files.writeString(
                    ENVIRONMENT,
                    brokers.entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(variable -> variable.getKey() + "=" + variable.getValue() + "\n")
                            .collect(Collectors.joining()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
