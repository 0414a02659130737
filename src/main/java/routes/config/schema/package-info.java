/**
 * Writes the route format as a JSON Schema (2020-12) for editors, from the same records and annotations by which the reader reads.
 * Knows the other packages of {@code config}; none of them knows it.
 */
package routes.config.schema;
