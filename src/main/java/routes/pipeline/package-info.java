/**
 * Decides about events: validates, filters and transforms them, and chooses their targets by content.
 *
 * <p>A pipeline is a pure function from an event to a {@link routes.event.RoutingDecision}: it uses no broker and no file. A
 * route is compiled once into a {@link routes.pipeline.Pipeline} with all its expressions, templates, schemas and stylesheets;
 * all problems are reported at once. The body is parsed at most once, and only if a step needs it; until a step changes the
 * body, its bytes stay those that were received.
 *
 * <p>Depends on {@code model}, {@code event} and {@code control} (for simulation). {@code body} is the contract between steps and
 * formats; {@code json}, {@code xml} and {@code jq} implement it.
 */
package routes.pipeline;
