package routes.definition;

/** What a body must look like. */
@Doc("What a body must look like.")
public sealed interface Schema permits Schema.Json, Schema.Xsd {

    /** The schema's file. */
    HomeFile file();

    /** JSON Schema, 2020-12 where the schema names no other draft. */
    @Kind("jsonSchema")
    @Inline
    @Doc(value = "A JSON Schema.", example = "schemas/order.json")
    record Json(HomeFile file) implements Schema {}

    /** XML Schema 1.0. */
    @Kind("xsd")
    @Inline
    @Doc(value = "An XML Schema.", example = "schemas/order.xsd")
    record Xsd(HomeFile file) implements Schema {}
}
