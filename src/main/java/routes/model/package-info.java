/**
 * What a hub is: connections, routes and policies, as records that are valid once they exist.
 *
 * <p>These records are the one source of the route format. The reader binds YAML to them by the names of their components, and
 * the published JSON Schema and the reference are made from the same components and the annotations beside them
 * ({@link routes.model.format}). A key of the format is added here and nowhere else.
 *
 * <p>Knows {@code support} alone.
 */
package routes.model;
