/**
 * The annotations by which the records of the model say how they are written in YAML: the key of a kind, defaults, documentation,
 * limits. Read by {@code config} (reader and JSON Schema). Knows no other package.
 */
package routes.model.format;
