/**
 * The contract between the steps of a pipeline and the formats that bodies have: the event being worked on, validators,
 * transformers, and the exceptions for a route that cannot be compiled and for an event that cannot be processed. Depends on
 * {@code event} and {@code model}, not on any format.
 */
package routes.pipeline.body;
