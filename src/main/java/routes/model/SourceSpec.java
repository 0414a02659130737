package routes.model;

import java.util.Optional;
import routes.model.format.Doc;

/** Where a route takes its events from. */
@Doc("Where a route takes its events from.")
public sealed interface SourceSpec permits KafkaSourceSpec, RabbitSourceSpec, SqsSourceSpec {

    /** The connection's name; left out where there is one of its kind alone. */
    Optional<String> connection();

    /** The kind of connection that this needs; empty where it needs none. */
    Optional<Class<? extends Connection>> connectionKind();

    /** Where it is written. */
    SourceLocation location();
}
