package routes.sandbox;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import routes.compile.CompiledConfiguration;
import routes.config.ConfigReader;
import routes.editing.RouteEditor;
import routes.editing.Simulator;
import routes.state.RouteHistory;

/** What the process of the sandbox works with. It knows no connections and writes nothing. Thread-safe. */
final class SandboxTools {

    private final Path home;
    private Map<String, String> placeholders = Map.of();
    private ConfigReader reader = ConfigReader.withoutConnections(placeholders);

    SandboxTools(Path home) {
        this.home = home;
    }

    /** Sets the values of the placeholders in the defaults of hub.yaml. */
    synchronized void use(Map<String, String> values) {
        if (!values.equals(placeholders)) {
            placeholders = values;
            reader = ConfigReader.withoutConnections(values);
        }
    }

    synchronized Simulator simulator() {
        return new Simulator(reader, home);
    }

    synchronized RouteEditor editor() {
        return new RouteEditor(
                reader,
                home,
                CompiledConfiguration::of,
                new RouteHistory(Optional.empty()),
                Clock.systemUTC(),
                (route, before, after) -> () -> {},
                state -> {});
    }
}
