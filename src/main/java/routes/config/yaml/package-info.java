/**
 * Parses a YAML file into a tree of {@link routes.config.yaml.YamlValue}s, each with its file, line, column and path, and
 * rejects the dangerous features of YAML. {@link routes.config.yaml.Placeholders} replaces placeholders in hub.yaml by
 * environment variables and secrets. Depends on the model's locations and problems, but not on routes.
 */
package routes.config.yaml;
