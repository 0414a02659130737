package routes.definition;

/** A jq expression over a JSON body. */
@Kind("jq")
@Inline
@Doc(value = "A jq expression.", example = ".total > 1000")
public record Jq(String text, Place place) implements Predicate, Mapping {}
