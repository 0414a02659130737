package routes.model;

import routes.model.format.Doc;
import routes.model.format.Inline;

/** Text that may contain jq expressions, such as {@code orders.${.tier}}. */
@Inline
@Doc("Text that may contain jq expressions in ${…}.")
public record TextTemplate(String text, SourceLocation location) {}
