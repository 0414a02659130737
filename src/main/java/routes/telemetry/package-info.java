/**
 * Metrics and health checks. {@link routes.telemetry.RouteMeters} is the only place that counts the events of a route. Depends
 * on {@code control}, {@code event} and {@code model}.
 */
package routes.telemetry;
