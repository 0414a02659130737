package routes.api.http;

/** What a connection is doing. */
enum Phase {
    /** The header of a request is not complete. */
    HEADER,
    /** The body of a request is not complete. */
    BODY,
    /** A request is complete, its response is not. */
    ANSWERING,
    /** Between two requests. */
    IDLE,
    /** The last response has been sent; what still comes is thrown away, so that the client gets to read it. */
    CLOSING
}
