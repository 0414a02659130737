/**
 * Expands templates of route files: variables in texts, parameters with default values, and the resulting route, in which each
 * part keeps its location in the files. Depends on {@code config.binding} and {@code config.yaml}.
 */
package routes.config.template;
