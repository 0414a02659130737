package routes.control;

/** Provides the JSON Schema of the route format, for editors. Implementations are thread-safe. */
public interface FormatSchemaText {

    /** The schema as JSON, in the dialect of draft 2020-12. */
    String jsonSchema();
}
