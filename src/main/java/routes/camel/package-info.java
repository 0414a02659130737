/**
 * Plain Camel routes from {@code HUB_HOME/camel}: for what no hub route can do, off by default, and without the hub's guarantees.
 *
 * <p>Each file has a Camel context of its own ({@link routes.camel.CamelFileRoutes}), so that neither the hub's routes nor another
 * file's notice how it starts, blocks or fails. {@link routes.camel.CamelFile} lets one version of a file make way for the next,
 * once a {@link routes.camel.Preflight} has found it sound. {@link routes.camel.PlainCamelRoutes} is all of them; {@link
 * routes.camel.DisabledCamelRoutes} takes its place where they are off, and then none of their classes is loaded. Knows {@code
 * control}, {@code event} and {@code model}.
 */
package routes.camel;
