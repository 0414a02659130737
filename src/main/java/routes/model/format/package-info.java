/**
 * Annotations that describe how the records of the model are written in YAML: kinds, defaults, documentation, limits. The
 * reader and the JSON Schema in {@code config} evaluate them. Depends on no other package.
 */
package routes.model.format;
