package routes.definition;

/** A question about an event's content. A field that is missing never makes it true by accident. */
@Bare(Jq.class)
@Doc("A question about the content, in jq; { xpath: … } where the body is XML.")
public sealed interface Predicate permits Jq, XPath {}
