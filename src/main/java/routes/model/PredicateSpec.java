package routes.model;

import routes.model.format.DefaultKind;
import routes.model.format.Doc;

/** A condition on an event's content. A missing field never makes it true by accident. */
@DefaultKind(Jq.class)
@Doc("A condition on the event, in jq; write { xpath: … } if the body is XML.")
public sealed interface PredicateSpec permits Jq, XPath {

    /** The location in the file. */
    SourceLocation location();
}
