/**
 * JSON bodies: reading and writing with exact numbers, JSON Schema, CSV to JSON. Knows {@code pipeline.body}.
 */
package routes.pipeline.json;
