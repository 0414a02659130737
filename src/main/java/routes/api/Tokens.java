package routes.api;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import routes.support.Sha256;
import routes.support.StructuredLogger;

/**
 * The tokens of the API, from a {@link TokenFile}. It is read again every few seconds, so that a token can be revoked without a
 * restart. A file with problems is not used: the tokens read before stay valid, and none are known before the first one.
 * Thread-safe.
 */
final class Tokens {

    private static final Logger LOG = StructuredLogger.of(Tokens.class);

    private static final Duration RELOAD_INTERVAL = Duration.ofSeconds(5);

    private final Path file;
    private final boolean sharedMachine;
    private final LongSupplier nanoTime;
    private List<TokenFile.Entry> entries = List.of();
    private long readAt;
    private List<String> problems = List.of();
    private boolean warned;

    /** The owner of a token. */
    record Holder(String name, Role role) {}

    /**
     * @param sharedMachine whether others may be on this machine, as nobody is in a container
     * @param nanoTime a clock like {@link System#nanoTime}
     */
    Tokens(Path file, boolean sharedMachine, LongSupplier nanoTime) {
        this.file = file;
        this.sharedMachine = sharedMachine;
        this.nanoTime = nanoTime;
        this.readAt = nanoTime.getAsLong() - RELOAD_INTERVAL.toNanos();
        entries();
    }

    static byte[] digest(String token) {
        return Sha256.digest().digest(token.getBytes(StandardCharsets.UTF_8));
    }

    /** The owner of this token, if it is known. Takes equally long for all tokens, so that its duration reveals nothing. */
    Optional<Holder> holder(String token) {
        byte[] shown = digest(token);
        Optional<Holder> found = Optional.empty();
        for (TokenFile.Entry entry : entries()) {
            if (MessageDigest.isEqual(entry.digest(), shown)) {
                found = Optional.of(entry.holder());
            }
        }
        return found;
    }

    private synchronized List<TokenFile.Entry> entries() {
        if (nanoTime.getAsLong() - readAt >= RELOAD_INTERVAL.toNanos()) {
            readAt = nanoTime.getAsLong();
            TokenFile read = TokenFile.read(file);
            log(read);
            if (read.problems().isEmpty()) {
                entries = read.entries();
            }
        }
        return entries;
    }

    private void log(TokenFile read) {
        if (!read.problems().isEmpty() && !read.problems().equals(problems)) {
            LOG.atError()
                    .addKeyValue("file", file)
                    .addKeyValue("problems", read.problems())
                    .log(
                            entries.isEmpty()
                                    ? "The token file has problems: no token is accepted until they are corrected"
                                    : "The token file has problems: the tokens read before stay valid until they are corrected");
        } else if (read.problems().isEmpty() && !problems.isEmpty()) {
            LOG.atInfo().addKeyValue("file", file).log("The token file has no problems any more, and is in use");
        }
        problems = read.problems();
        boolean exposed = sharedMachine
                && read.entries().stream().anyMatch(TokenFile.Entry::readable)
                && TokenFilePermissions.isReadableByAll(file);
        if (exposed && !warned) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .log("Everybody on this machine can read the tokens; run chmod o-r on the file, or write sha256:"
                            + " and the SHA-256 of each token in place of the token");
        }
        warned = exposed;
    }

    /** Whether no token is accepted, because no file without problems has been read yet. */
    synchronized boolean isUnusable() {
        return entries.isEmpty() && !problems.isEmpty();
    }
}
