/**
 * Compiles a configuration: each valid route becomes a pipeline and its own tests are run; the problems of all others are
 * collected. Compiles again only what has changed. Depends on {@code config} and {@code pipeline}.
 */
package routes.compile;
