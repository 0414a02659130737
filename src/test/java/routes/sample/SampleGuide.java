package routes.sample;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import routes.config.ConfigReader;
import routes.model.HubDefinition;
import routes.testkit.HubProcess;

/** What a newcomer is told before the figures begin: what flows where, what to open, what to try. */
final class SampleGuide {

    static final Path SAMPLE = Path.of("src", "test", "resources", "sample");

    /** Where commands look by themselves. */
    private static final Path USUAL_HOME = Path.of("hub");

    private SampleGuide() {}

    static List<String> lines(Path home, HubProcess hub) {
        HubDefinition definition = new ConfigReader(name -> Optional.empty())
                .read(home)
                .definition()
                .orElseThrow(() ->
                        new IllegalStateException(home + " is not sound; see: bin/caravanserai validate " + home));
        return lines(definition, home, hub.api(), hub.management(), hub.output());
    }

    static List<String> lines(HubDefinition definition, Path home, String api, String management, Path log) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("A shop sends five orders a second, some of them broken on purpose, through these routes:");
        RouteOverview.of(definition).forEach(line -> lines.add("  " + line));
        lines.add("");
        lines.add("Look at  the routes and their state  " + api + "/routes");
        lines.add("         metrics                     " + management + "/metrics");
        lines.add("         the hub's log               " + log);
        lines.add("Try, in another terminal; the commands look in " + home + ":");
        if (!home.equals(USUAL_HOME)) {
            lines.add("         export HUB_HOME=" + home);
        }
        lines.add("         bin/caravanserai validate --connect");
        lines.add("         bin/caravanserai test");
        lines.add("         bin/caravanserai simulate orders --body " + SAMPLE.resolve("order.json"));
        lines.add("         bin/caravanserai tail kafka:billing");
        lines.add("Add a route of your own, which is up within seconds once its topic is there:");
        lines.add("         cp " + SAMPLE.resolve("large-bills.yaml") + " " + home.resolve("routes"));
        lines.add("         bin/caravanserai provision --yes");
        lines.add("         bin/caravanserai tail large-bills");
        lines.add("End      with Ctrl-C");
        lines.add("");
        return lines;
    }
}
