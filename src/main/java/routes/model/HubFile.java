package routes.model;

import java.util.Map;
import routes.model.format.Default;
import routes.model.format.Doc;
import routes.model.format.Rule;

/** hub.yaml. */
@Doc("hub.yaml: where the brokers are, and what every route inherits.")
public record HubFile(
        @Doc(
                value = "The brokers, by the names that routes use for them.",
                example = "{ kafka: { kafka: { brokers: kafka-1:9092 } } }")
        @Rule.Keys(NamePatterns.PATTERN)
        Map<String, Connection> connections,

        @Doc("What every route inherits.") @Default("{}") Defaults defaults) {}
