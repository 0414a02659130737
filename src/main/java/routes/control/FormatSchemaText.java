package routes.control;

/** The format of HUB_HOME as a text for editors. Implementations are thread-safe. */
public interface FormatSchemaText {

    /** JSON Schema, 2020-12. */
    String jsonSchema();
}
