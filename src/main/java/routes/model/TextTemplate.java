package routes.model;

/** Text with jq expressions in it: {@code orders.${.tier}}. */
@Inline
@Doc("Text with jq expressions in ${…}.")
public record TextTemplate(String text, SourceLocation location) {}
