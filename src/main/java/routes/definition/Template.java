package routes.definition;

/** Text with jq expressions in it: {@code orders.${.tier}}. */
@Inline
@Doc("Text with jq expressions in ${…}.")
public record Template(String text, Place place) {}
