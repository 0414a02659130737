package routes.model;

import routes.model.format.Doc;

/** How one body becomes another. */
@Doc("How one body becomes another.")
public sealed interface TransformSpec permits Jq, Xslt {}
