package routes.benchmark.raw;

/** A raw loop that cannot keep its promise ends at once: what it did not acknowledge stays with the source. */
final class Fatal {

    private Fatal() {}

    static void end(String what, Throwable cause) {
        System.err.println(what + ": " + cause);
        Runtime.getRuntime().halt(1);
    }
}
