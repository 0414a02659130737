/**
 * Changes and tries routes for operators: {@link routes.editing.RouteEditor} writes a route into the files of HUB_HOME, after it has
 * read and tested what they would then say; {@link routes.editing.Simulator} shows what a route would do with an event. Knows {@code
 * compile}, {@code config}, {@code pipeline} and {@code state}; nothing that runs.
 */
package routes.editing;
