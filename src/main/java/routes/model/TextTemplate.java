package routes.model;

import routes.model.format.Doc;
import routes.model.format.Inline;

/** Text with jq expressions in it: {@code orders.${.tier}}. */
@Inline
@Doc("Text with jq expressions in ${…}.")
public record TextTemplate(String text, SourceLocation location) {}
