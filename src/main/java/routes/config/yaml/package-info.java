/**
 * Reads a YAML file as a tree of {@link routes.config.yaml.YamlValue}s, each with its file, line, column and path, and refuses what
 * hostile YAML can do. {@link routes.config.yaml.Placeholders} puts environment variables and secrets into hub.yaml. Knows the
 * model's locations and problems; nothing of routes.
 */
package routes.config.yaml;
