package routes.model;

import routes.model.format.Doc;
import routes.model.format.Inline;
import routes.model.format.Kind;

/** What a body must look like. */
@Doc("What a body must look like.")
public sealed interface SchemaSpec permits SchemaSpec.Json, SchemaSpec.Xsd {

    /** The schema's file. */
    ConfigFile file();

    /** JSON Schema, 2020-12 where the schema names no other draft. */
    @Kind("jsonSchema")
    @Inline
    @Doc(value = "A JSON Schema.", example = "schemas/order.json")
    record Json(ConfigFile file) implements SchemaSpec {}

    /** XML Schema 1.0. */
    @Kind("xsd")
    @Inline
    @Doc(value = "An XML Schema.", example = "schemas/order.xsd")
    record Xsd(ConfigFile file) implements SchemaSpec {}
}
