package routes.definition;

/** How one body becomes another. */
@Doc("How one body becomes another.")
public sealed interface Mapping permits Jq, Xslt {}
