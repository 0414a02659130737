package routes.model;

/** A jq expression over a JSON body. */
@Kind("jq")
@Inline
@Doc(value = "A jq expression.", example = ".total > 1000")
public record Jq(String text, SourceLocation location) implements PredicateSpec, TransformSpec {}
