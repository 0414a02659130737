/**
 * The REST API by which operators look at routes and change them. Closed to whoever shows no token: a viewer may look, an operator
 * may also pause, resume and restart, an admin may also change routes. Each change is written to the log {@code hub.audit}. Knows
 * {@code control} and {@code model}: it never touches a running route by itself.
 */
package routes.api;
