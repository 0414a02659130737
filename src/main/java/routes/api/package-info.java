/**
 * The REST API with which operators inspect and change routes. Every caller needs a token: a viewer may read, an operator may
 * also pause, stop, resume and restart routes, an admin may also change them. Each change is logged to {@code hub.audit}.
 * Depends on {@code control} and {@code model} only; it has no access to running routes.
 */
package routes.api;
