/**
 * HOW the files of HUB_HOME become a {@link routes.model.HubDefinition}, or all their problems at once.
 *
 * <p>In the order of the work: {@link routes.config.ConfigDirectory} takes a snapshot of the files and lets no link lead out.
 * {@link routes.config.yaml.YamlReader} makes a tree of {@link routes.config.yaml.YamlValue} values with places out of each, and refuses
 * what hostile YAML can do. {@link routes.config.yaml.Placeholders} puts environment and secrets into hub.yaml alone.
 * {@link routes.config.TemplateRegistry} makes routes out of templates: trees like any other, each part of which still knows where it
 * is written. {@link routes.config.binding.Binder} reads the tree as the records of the format, by their component names and
 * annotations; what it made of a route is a {@link routes.config.BoundRoute}, kept, where it is small, as long as its
 * file, its template and the defaults stay as they are. {@link routes.config.ReferenceChecker} checks what one value says about
 * another, each time. {@link routes.config.ConfigReader} puts this together, so that a bad route takes no other route down.
 * {@link routes.config.schema.FormatSchema} says the same format as a JSON Schema, from the same records.
 *
 * <p>Nobody stops at the first problem. Whoever finds a value that cannot be read tells the problem once and hands on
 * nothing, or {@link routes.config.yaml.YamlValue.Broken}, so that one mistake is never told twice.
 */
package routes.config;
