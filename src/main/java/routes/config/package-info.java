/**
 * Reads the files of HUB_HOME into a {@link routes.model.HubDefinition} and reports all of their problems at once.
 *
 * <p>{@link routes.config.ConfigDirectory} takes a snapshot of the files. {@code yaml} parses them into trees of values with
 * locations, {@code template} expands templates, {@code binding} binds the trees to records of the model. {@link
 * routes.config.ReferenceChecker} checks references between values. {@link routes.config.ConfigReader} combines these steps so
 * that a route with problems does not affect other routes.
 *
 * <p>Reading never stops at the first problem, and each problem is reported once: code that reports a problem of a value
 * returns an empty result or {@link routes.config.yaml.YamlValue.Broken} in its place. Depends on the model.
 */
package routes.config;
