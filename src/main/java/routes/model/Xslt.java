package routes.model;

import routes.model.format.Doc;
import routes.model.format.Inline;
import routes.model.format.Kind;

/** An XSLT 3.0 stylesheet over an XML body. */
@Kind("xslt")
@Inline
@Doc(value = "An XSLT stylesheet.", example = "transforms/order.xsl")
public record Xslt(ConfigFile file) implements TransformSpec {}
