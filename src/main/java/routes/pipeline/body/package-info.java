/**
 * The contract between the steps of a pipeline and the formats that bodies have: the event being worked on, validators,
 * transformers, and the two exceptions (of a route that cannot be compiled, of an event that cannot go on). Knows {@code event}
 * and {@code model}; no format.
 */
package routes.pipeline.body;
