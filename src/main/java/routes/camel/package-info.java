/**
 * WHAT IF a route must do what no hub route can: plain Camel routes from {@code HUB_HOME/camel}, off unless a setting says
 * otherwise. They are guests beside the hub's own routes, and none of its promises holds for them.
 *
 * <p>Each file is a {@link routes.camel.Guest} with a Camel context of its own: own components, beans and threads, so that neither
 * the hub's routes nor another file's feel how it starts, stops, blocks or fails. A {@link routes.camel.FileSlot} is the name under
 * which one version of a file makes way for the next, after a {@link routes.camel.Preflight} has found it sound. The
 * {@link routes.camel.GuestHouse} is all of them; {@link routes.camel.NoGuests} stands in its place where they are off, and then no
 * class of theirs is loaded.
 */
package routes.camel;
