package routes.model;

import routes.model.format.Doc;
import routes.model.format.Inline;
import routes.model.format.Kind;

/** The schema that a body must match. */
@Doc("The schema that a body must match.")
public sealed interface SchemaSpec permits SchemaSpec.Json, SchemaSpec.Xsd {

    /** The file that contains the schema. */
    ConfigFile file();

    /** A JSON Schema, of draft 2020-12 unless the schema names another one. */
    @Kind("jsonSchema")
    @Inline
    @Doc(value = "A JSON Schema.", example = "schemas/order.json")
    record Json(ConfigFile file) implements SchemaSpec {}

    /** An XML Schema 1.0. */
    @Kind("xsd")
    @Inline
    @Doc(value = "An XML Schema.", example = "schemas/order.xsd")
    record Xsd(ConfigFile file) implements SchemaSpec {}
}
