/**
 * The model of a hub: connections, routes and policies, as immutable records. Their constructors reject invalid values.
 *
 * <p>These records are the single source of the route format. The reader binds YAML to their components by name. The published
 * JSON Schema and the reference are generated from the same components and their annotations ({@link routes.model.format}). To
 * add a key to the format, add a component here and nowhere else.
 *
 * <p>Everything in this package is immutable and thread-safe. Depends on {@code support} only.
 */
package routes.model;
