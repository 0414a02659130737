package routes.model;

import routes.model.format.Doc;
import routes.model.format.Inline;
import routes.model.format.Kind;

/** An XPath 3.1 expression over an XML body. */
@Kind("xpath")
@Inline
@Doc(value = "An XPath expression.", example = "/order/total > 1000")
public record XPath(String text, SourceLocation location) implements PredicateSpec {}
