package routes.pipeline.body;

import routes.model.Lint;

/** Something that compiles, and is surely not meant. */
public record Finding(Lint lint, String message) {}
