/**
 * What the API may ask of the hub, and what it gets as an answer: interfaces for steering, editing and simulating routes, and the
 * records of their status. Implemented by {@code runtime} and {@code editing}, used by {@code api}, {@code telemetry} and {@code
 * camel}. Knows the model alone.
 */
package routes.control;
