/**
 * Plain Camel routes from {@code HUB_HOME/camel}, for what hub routes cannot do. Disabled by default, and without the hub's
 * guarantees.
 *
 * <p>Each file has its own Camel context ({@link routes.camel.CamelFileRoutes}), so that a file that blocks or fails affects
 * neither the hub's routes nor other files. {@link routes.camel.CamelFile} replaces one version of a file by the next after a
 * {@link routes.camel.Preflight} has found no problems. {@link routes.camel.PlainCamelRoutes} manages all files; {@link
 * routes.camel.DisabledCamelRoutes} is used instead while plain Camel routes are disabled, and then none of their other classes
 * is loaded. Depends on {@code control}, {@code event} and {@code model}.
 */
package routes.camel;
