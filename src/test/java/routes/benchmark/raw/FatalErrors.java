package routes.benchmark.raw;

/** A raw loop that cannot keep its promise ends at once: what it did not acknowledge stays with the source. */
final class FatalErrors {

    private FatalErrors() {}

    static void end(String what, Throwable cause) {
        System.err.println(what + ": " + cause);
        Runtime.getRuntime().halt(1);
    }
}
