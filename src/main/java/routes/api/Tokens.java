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
import org.slf4j.LoggerFactory;

/**
 * The tokens that open the API: a file with a line {@code NAME ROLE TOKEN} each; empty lines, and those that begin with {@code #}, say
 * nothing. It is read again every few seconds, so that a token can be taken away without a restart. Thread-safe.
 */
final class Tokens {

    private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);

    private static final long KEPT = Duration.ofSeconds(5).toNanos();

    /** What can be guessed, or is easily found by trying, is no token. */
    private static final int SHORTEST = 20;

    private final Path file;
    private final LongSupplier nanoTime;
    private List<Entry> entries = List.of();
    private long readAt;
    private String trouble = "";

    /** Who has shown which token. */
    record Holder(String name, Role role) {}

    private record Entry(Holder holder, byte[] token) {}

    /** @param nanoTime a clock as {@link System#nanoTime} */
    Tokens(Path file, LongSupplier nanoTime) {
        this.file = file;
        this.nanoTime = nanoTime;
        this.readAt = nanoTime.getAsLong() - KEPT;
    }

    /** Takes as long for a token that is nearly right as for one that is wholly wrong. */
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
        if (nanoTime.getAsLong() - readAt >= KEPT) {
            readAt = nanoTime.getAsLong();
            entries = read();
        }
        return entries;
    }

    /** A file that cannot be read opens nothing. */
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
            wrong.add("it cannot be read: " + e.getClass().getSimpleName());
        }
        tell(wrong);
        return read;
    }

    private static Optional<Entry> entry(String[] words) {
        if (words.length != 3 || words[2].length() < SHORTEST) {
            return Optional.empty();
        }
        return Role.named(words[1])
                .map(role -> new Entry(new Holder(words[0], role), words[2].getBytes(StandardCharsets.UTF_8)));
    }

    private void tell(List<String> wrong) {
        String found = String.join(", ", wrong);
        if (!found.isEmpty() && !found.equals(trouble)) {
            LOG.atError()
                    .addKeyValue("file", file)
                    .addKeyValue("wrong", found)
                    .log(
                            "Tokens are left out: each line must be NAME, a role (viewer, operator or admin) and a token of at"
                                    + " least " + SHORTEST + " characters");
        }
        trouble = found;
    }
}
