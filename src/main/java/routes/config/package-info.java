/**
 * Reads the files of HUB_HOME as a {@link routes.model.HubDefinition}, or tells all of their problems at once.
 *
 * <p>{@link routes.config.ConfigDirectory} takes a snapshot of the files. {@code yaml} makes trees of values with their places
 * out of them, {@code template} expands templates, {@code binding} reads the trees as records of the model. {@link
 * routes.config.ReferenceChecker} checks what one value says about another. {@link routes.config.ConfigReader} puts this
 * together, so that a bad route takes no other route down.
 *
 * <p>Nobody stops at the first problem, and each problem is told once: whoever finds a value that cannot be read hands on
 * nothing, or {@link routes.config.yaml.YamlValue.Broken}. Knows the model, and the packages below it.
 */
package routes.config;
