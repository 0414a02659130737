/**
 * Writes the route format as a JSON Schema (2020-12) for editors, from the same records and annotations that the reader uses.
 * Depends on the other packages of {@code config}; none of them depends on it.
 */
package routes.config.schema;
