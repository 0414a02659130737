/**
 * Binds a tree of YAML to the records of the model, by the names and annotations of their components. {@link
 * routes.config.binding.FormatModel} describes the records for both the binder and the JSON Schema. Depends on {@code
 * config.yaml} and the model.
 */
package routes.config.binding;
