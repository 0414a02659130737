package routes.event;

/** A header as it came: a name and bytes, most often UTF-8 text. */
public record Header(String name, Bytes value) {}
