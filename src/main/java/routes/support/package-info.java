/**
 * Small helpers that do not depend on the rest of the hub: serial tasks, time limits, causes of exceptions, text for messages.
 *
 * <p>A class belongs here if at least two packages need it and it is not about events or routes. Depends on no other package
 * of the hub.
 */
package routes.support;
