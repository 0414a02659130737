package routes.model;

import routes.model.format.DefaultKind;
import routes.model.format.Doc;

/** A question about an event's content. A field that is missing never makes it true by accident. */
@DefaultKind(Jq.class)
@Doc("A question about the content, in jq; { xpath: … } where the body is XML.")
public sealed interface PredicateSpec permits Jq, XPath {}
