package routes.model;

import java.util.Optional;
import routes.model.format.Doc;

/** The source from which a route takes its events. */
@Doc("The source from which a route takes its events.")
public sealed interface SourceSpec permits KafkaSourceSpec, RabbitSourceSpec, SqsSourceSpec {

    /** The name of the connection; may be absent if there is only one of this kind. */
    Optional<String> connection();

    /** The kind of connection that this source needs; empty where it needs none. */
    Optional<Class<? extends Connection>> connectionKind();

    /**
     * What a route of this name takes from, in words. Two routes for which the words and the connection are the same share the
     * events: each event reaches only one of them.
     */
    String claim(String route);

    /** The location in the file. */
    SourceLocation location();
}
