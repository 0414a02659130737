package routes.model;

/** An XSLT 3.0 stylesheet over an XML body. */
@Kind("xslt")
@Inline
@Doc(value = "An XSLT stylesheet.", example = "transforms/order.xsl")
public record Xslt(ConfigFile file) implements TransformSpec {}
