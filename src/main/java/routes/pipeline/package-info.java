/**
 * Decides about an event: validates, filters and transforms it, and chooses its targets by its content.
 *
 * <p>Pure: an event in, a {@link routes.event.RoutingDecision} out; no broker, no file, no clock. A route is compiled once into a
 * {@link routes.pipeline.Pipeline}, with every expression, template, schema and stylesheet in it, or all that is wrong with them
 * is told at once. The body is parsed at most once, and only if a step looks into it; until a step changes it, its bytes are
 * those that came.
 *
 * <p>Knows {@code model}, {@code event}, {@code control} (for simulation) and the packages below it: {@code body} is the contract
 * between steps and formats, {@code json}, {@code xml} and {@code jq} implement it.
 */
package routes.pipeline;
