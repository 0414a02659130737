/**
 * Metrics and health, as operators see the hub. {@link routes.telemetry.RouteMeters} counts each outcome once, in one place for each
 * route. Knows {@code control}, {@code event} and {@code model}.
 */
package routes.telemetry;
