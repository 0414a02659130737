package routes.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import routes.support.DidYouMean;
import routes.support.Throwables;

/**
 * What a file of tokens says: a line {@code NAME ROLE TOKEN} for each, empty lines and comments ({@code #}) in between. It is
 * sound as a whole or not at all: a line that could be understood in two ways, or not at all, is a problem. No problem shows
 * a token, nor a word that could be one. Immutable and thread-safe.
 *
 * @param entries the tokens; empty if there are problems
 * @param problems each with the number of its line, if it has one
 */
record TokenFile(List<Entry> entries, List<String> problems) {

    /** The shortest token allowed; a shorter one could be guessed. */
    private static final int MIN_LENGTH = 20;

    private static final long MAX_BYTES = 1024 * 1024;
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String HASHED = "sha256:";
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@+-]{0,63}");
    private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]+");

    /** How other programs write hashed passwords: {@code $2y$…}, <code>{SSHA}…</code>. */
    private static final Pattern OTHER_HASH = Pattern.compile("\\$[0-9a-z-]+\\$.*|\\{[A-Z0-9-]+}.*");

    private static final DidYouMean ROLES =
            new DidYouMean(Stream.of(Role.values()).map(Role::toString).toList());

    /**
     * @param digest the SHA-256 of the token
     * @param readable whether the file holds the token itself
     */
    record Entry(Tokens.Holder holder, byte[] digest, boolean readable, int line) {}

    static TokenFile read(Path file) {
        List<Entry> entries = new ArrayList<>();
        List<String> problems = new ArrayList<>(TokenFilePermissions.problems(file));
        try {
            if (Files.size(file) > MAX_BYTES) {
                problems.add("the file is larger than 1 MiB");
            } else {
                read(text(Files.readAllBytes(file)), entries, problems);
            }
        } catch (CharacterCodingException e) {
            problems.add("the file is not UTF-8 text");
        } catch (NoSuchFileException e) {
            problems.add("the file does not exist");
        } catch (AccessDeniedException e) {
            problems.add("the hub's user may not read the file");
        } catch (IOException e) {
            problems.add("the file cannot be read: " + Throwables.deepest(e));
        }
        return new TokenFile(problems.isEmpty() ? List.copyOf(entries) : List.of(), List.copyOf(problems));
    }

    private static String text(byte[] bytes) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private static void read(String text, List<Entry> entries, List<String> problems) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                read(line.split("\\s+"), i + 1, entries).ifPresent(problems::add);
            }
        }
    }

    /** The problem of a line. */
    private static Optional<String> read(String[] words, int line, List<Entry> entries) {
        Optional<String> problem = wordProblem(words);
        if (problem.isPresent()) {
            return problem.map(text -> "line " + line + ": " + text);
        }
        boolean hashed = words[2].startsWith(HASHED);
        byte[] digest = hashed ? HexFormat.of().parseHex(words[2].substring(HASHED.length())) : Tokens.digest(words[2]);
        Role role = Role.named(words[1]).orElseThrow();
        Entry entry = new Entry(new Tokens.Holder(words[0], role), digest, !hashed, line);
        Optional<String> conflict = entries.stream()
                .flatMap(earlier -> conflict(earlier, entry).stream())
                .findFirst();
        entries.add(entry);
        return conflict.map(text -> "line " + line + ": " + text);
    }

    private static Optional<String> conflict(Entry earlier, Entry entry) {
        if (Arrays.equals(earlier.digest(), entry.digest())) {
            return Optional.of(
                    "the token is that of line " + earlier.line() + ", too; give each user a token of its own");
        }
        if (earlier.holder().name().equals(entry.holder().name())
                && earlier.holder().role() != entry.holder().role()) {
            return Optional.of("the user of line " + earlier.line()
                    + " has another role there; a user has one role, and may have several tokens");
        }
        return Optional.empty();
    }

    private static Optional<String> wordProblem(String[] words) {
        if (words.length != 3) {
            return Optional.of(
                    "has " + words.length + (words.length == 1 ? " word" : " words") + ", but must be NAME ROLE TOKEN");
        }
        if (!NAME.matcher(words[0]).matches()) {
            return Optional.of(
                    "the name must be up to 64 letters, digits and . _ @ + -, and begin with a letter or digit");
        }
        if (Role.named(words[1]).isEmpty()) {
            return Optional.of(
                    Role.named(words[2]).isPresent()
                            ? "the role must come before the token: NAME ROLE TOKEN"
                            : "unknown role" + ROLES.hint(words[1]));
        }
        return tokenProblem(words[2]);
    }

    private static Optional<String> tokenProblem(String token) {
        if (token.startsWith(HASHED)) {
            return SHA_256.matcher(token.substring(HASHED.length())).matches()
                    ? Optional.empty()
                    : Optional.of("after 'sha256:' there must be the SHA-256 of the token, as 64 hexadecimal digits");
        }
        if (OTHER_HASH.matcher(token).matches()) {
            return Optional.of("the token looks like a hashed password; write 'sha256:' and the SHA-256 of the token");
        }
        if (!VISIBLE_ASCII.matcher(token).matches()) {
            return Optional.of(
                    "the token has characters that a header cannot carry; use letters, digits and - . _ ~ + /");
        }
        return token.length() < MIN_LENGTH
                ? Optional.of("the token is shorter than " + MIN_LENGTH + " characters and could be guessed")
                : Optional.empty();
    }
}
