/**
 * Changes and simulates routes for operators. {@link routes.editing.RouteEditor} checks a new definition and writes it into the
 * files of HUB_HOME; {@link routes.editing.Simulator} shows what a route would do with an event. Depends on {@code compile},
 * {@code config}, {@code pipeline} and {@code state}, not on the running routes.
 */
package routes.editing;
