/**
 * What the API can request from the hub: interfaces to control, edit and simulate routes, and the records of their status.
 * Implemented by {@code runtime} and {@code editing}, used by {@code api}, {@code telemetry} and {@code camel}. Depends on
 * {@code model} and {@code support} only.
 */
package routes.control;
