/**
 * JSON bodies: reading and writing with exact numbers, JSON Schema, CSV to JSON. Depends on {@code pipeline.body}.
 */
package routes.pipeline.json;
