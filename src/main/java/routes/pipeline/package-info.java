/**
 * WHAT happens to an event on its way: it is checked, filtered, changed, and its targets are chosen by its content.
 *
 * <p>Pure: bytes in, a verdict out; no broker, no file, no clock. A route's definition becomes an {@link
 * routes.pipeline.Pipeline} once, with every expression, template, schema and stylesheet in it compiled, or all that is
 * wrong with them said at once. The itinerary then decides about each event. The body is parsed at most once, and only if
 * something looks into it; until something changes it the bytes are those that came.
 */
package routes.pipeline;
