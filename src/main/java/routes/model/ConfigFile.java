package routes.model;

import routes.model.format.Doc;
import routes.model.format.Inline;

/** A file of HUB_HOME that a route refers to, by its path relative to HUB_HOME. */
@Inline
@Doc("A file of HUB_HOME under schemas/ or transforms/.")
public record ConfigFile(String path, SourceLocation location) {}
