package routes.model;

import java.util.Map;
import routes.model.format.Default;
import routes.model.format.Doc;
import routes.model.format.Rule;

/** The content of hub.yaml. */
@Doc("hub.yaml: the connections to brokers, and the settings that every route inherits.")
public record HubFile(
        @Doc(
                value = "The connections, by name. Routes refer to these names.",
                example = "{ kafka: { kafka: { brokers: kafka-1:9092 } } }")
        @Rule.Keys(NamePatterns.PATTERN)
        Map<String, Connection> connections,

        @Doc("Settings that every route inherits.") @Default("{}")
        Defaults defaults) {}
