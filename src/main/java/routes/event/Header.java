package routes.event;

/** A header as received: a name and its bytes, usually UTF-8 text. */
public record Header(String name, Bytes value) {}
