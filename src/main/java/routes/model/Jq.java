package routes.model;

import routes.model.format.Doc;
import routes.model.format.Inline;
import routes.model.format.Kind;

/** A jq expression over a JSON body. */
@Kind("jq")
@Inline
@Doc(value = "A jq expression.", example = ".total > 1000")
public record Jq(String text, SourceLocation location) implements PredicateSpec, TransformSpec {}
