/**
 * Expands the templates of route files: variables in a text, parameters and their defaults, the route that results, of which each
 * part still knows where it was written. Knows {@code config.binding} and {@code config.yaml}.
 */
package routes.config.template;
