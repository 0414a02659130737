/**
 * From a configuration that was read to one that can run: each sound route with its compiled pipeline, its own tests passed, and the
 * problems of all others. Compiles again only what has changed. Knows {@code config} and {@code pipeline}.
 */
package routes.compile;
