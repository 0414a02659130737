package routes.testkit;

/** What SNS refuses, in its words. */
final class SnsFault extends RuntimeException {

    private final int status;
    private final String code;

    SnsFault(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static SnsFault invalid(String message) {
        return new SnsFault(400, "InvalidParameter", message);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    /** Whether the caller is to blame. */
    boolean sender() {
        return status < 500;
    }
}
