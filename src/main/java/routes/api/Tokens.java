package routes.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import routes.support.StructuredLogger;

/**
 * The tokens of the API, from a file with a line {@code NAME ROLE TOKEN} for each. Empty lines and lines that begin with
 * {@code #} are ignored. The file is read again every few seconds, so that a token can be revoked without a restart.
 * Thread-safe.
 */
final class Tokens {

    private static final Logger LOG = StructuredLogger.of(Tokens.class);

    private static final Duration RELOAD_INTERVAL = Duration.ofSeconds(5);

    /** The shortest token allowed; a shorter one could be guessed. */
    private static final int MIN_LENGTH = 20;

    private final Path file;
    private final LongSupplier nanoTime;
    private List<Entry> entries = List.of();
    private long readAt;
    private String lastProblem = "";

    /** The owner of a token. */
    record Holder(String name, Role role) {}

    private record Entry(Holder holder, byte[] token) {}

    /** @param nanoTime a clock like {@link System#nanoTime} */
    Tokens(Path file, LongSupplier nanoTime) {
        this.file = file;
        this.nanoTime = nanoTime;
        this.readAt = nanoTime.getAsLong() - RELOAD_INTERVAL.toNanos();
    }

    /** The owner of this token, if it is known. Takes equally long for all tokens, so that its duration reveals nothing. */
    Optional<Holder> holder(String token) {
        byte[] shown = token.getBytes(StandardCharsets.UTF_8);
        Optional<Holder> found = Optional.empty();
        for (Entry entry : entries()) {
            if (MessageDigest.isEqual(entry.token(), shown)) {
                found = Optional.of(entry.holder());
            }
        }
        return found;
    }

    private synchronized List<Entry> entries() {
        if (nanoTime.getAsLong() - readAt >= RELOAD_INTERVAL.toNanos()) {
            readAt = nanoTime.getAsLong();
            entries = read();
        }
        return entries;
    }

    /** Reads the file. If it cannot be read, there are no valid tokens. */
    private List<Entry> read() {
        List<Entry> read = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        try {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i).strip();
                if (line.isEmpty() || line.startsWith("#")) {
                    continue;
                }
                Optional<Entry> entry = entry(line.split("\\s+"));
                entry.ifPresent(read::add);
                if (entry.isEmpty()) {
                    wrong.add("line " + (i + 1));
                }
            }
        } catch (IOException e) {
            wrong.add("the file cannot be read: " + e.getClass().getSimpleName());
        }
        log(wrong);
        return read;
    }

    private static Optional<Entry> entry(String[] words) {
        if (words.length != 3 || words[2].length() < MIN_LENGTH) {
            return Optional.empty();
        }
        return Role.named(words[1])
                .map(role -> new Entry(new Holder(words[0], role), words[2].getBytes(StandardCharsets.UTF_8)));
    }

    private void log(List<String> wrong) {
        String found = String.join(", ", wrong);
        if (!found.isEmpty() && !found.equals(lastProblem)) {
            LOG.atError()
                    .addKeyValue("file", file)
                    .addKeyValue("problem", found)
                    .log("Some tokens were not loaded. Each line must contain a name, a role (viewer, operator"
                            + " or admin) and a"
                            + " token of at least " + MIN_LENGTH + " characters");
        }
        lastProblem = found;
    }
}
