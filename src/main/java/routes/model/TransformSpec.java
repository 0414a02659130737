package routes.model;

import routes.model.format.Doc;

/** A transformation of the body. */
@Doc("A transformation of the body.")
public sealed interface TransformSpec permits Jq, Xslt {}
