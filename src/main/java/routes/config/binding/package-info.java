/**
 * Binds a tree of YAML to the records of the model, by the names of their components and by their annotations. {@link
 * routes.config.binding.FormatModel} is what the records say of themselves, for the binder and for the JSON Schema alike. Knows
 * {@code config.yaml} and the model.
 */
package routes.config.binding;
