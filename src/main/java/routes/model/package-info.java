/**
 * WHAT a hub is: connections, routes and policies as values that are valid once they exist.
 *
 * <p>These records are the one source of the route format. The reader binds YAML to them by their component names, and
 * the published JSON Schema is derived from the same components and the annotations beside them, so a key is added here
 * and nowhere else. Plain Java; knows no other package of the hub.
 */
package routes.model;
