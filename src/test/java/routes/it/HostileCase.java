package routes.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A HUB_HOME that somebody may try, and what must become of it. As a text, many at once: {@code #### name} begins a mould,
 * {@code ### path} a file of it, {@code ### path -> target} a link, and {@code ### refused}, {@code ### fails} or
 * {@code ### taken} its fillings, one a line, each of which makes a case: {@code filling ⇒ part of what is said}.
 *
 * <p>In the mould {@code @@} is where the filling goes, and where the problem must be told; at {@code §} where there is one,
 * or as {@code ### refused at path:line} says. {@code ⟦ab×3⟧} stands for ababab, {@code ⟦U+0000⟧} for a character,
 * {@code ⟦outside⟧} for a folder that is none of the hub's business, {@code <code>} for every line of {@code code.list}.
 *
 * @param place how the place of the problem begins; empty where nothing is refused
 */
record HostileCase(
        String name, Map<String, String> files, Map<String, String> links, Verdict verdict, String place, String part) {

    private static final Path FOLDER = Path.of("src/test/resources/hostile");
    private static final Pattern HEAD = Pattern.compile("(refused|fails|taken)(?: at (\\S+))?(?::(.*))?");
    private static final Pattern REPEATED = Pattern.compile("⟦([^⟦⟧]*)×(\\d+)⟧");
    private static final Pattern CHARACTER = Pattern.compile("⟦U\\+([0-9A-F]{4})⟧");

    /** What becomes of a case. */
    enum Verdict {
        /** A problem says what is wrong and where. */
        REFUSED,
        /** There is nothing wrong with the files, and the route's own test ends with a difference. */
        FAILS,
        /** There is nothing wrong: it only looks as if there were. */
        TAKEN
    }

    /** What many cases have in common. */
    private record Mould(String name, Map<String, String> sections, Path outside) {

        Stream<HostileCase> cases() {
            Map<String, String> files = new LinkedHashMap<>(sections);
            files.keySet().removeIf(head -> HEAD.matcher(head).matches());
            return sections.entrySet().stream()
                    .filter(section -> !files.containsKey(section.getKey()))
                    .flatMap(section -> cases(files, section.getKey(), section.getValue()));
        }

        private Stream<HostileCase> cases(Map<String, String> files, String head, String fillings) {
            Matcher said = HEAD.matcher(head);
            if (!said.matches()) {
                throw new IllegalArgumentException(name + ": " + head);
            }
            Verdict verdict = Verdict.valueOf(said.group(1).toUpperCase(Locale.ROOT));
            String part = Optional.ofNullable(said.group(3)).orElse("").strip();
            return fillings.lines()
                    .filter(line -> !line.isEmpty())
                    .flatMap(HostileCase::listed)
                    .map(line -> of(files, verdict, Optional.ofNullable(said.group(2)), line, part));
        }

        private HostileCase of(
                Map<String, String> files, Verdict verdict, Optional<String> at, String line, String usual) {
            String[] said = line.split(" ?⇒ ?", -1);
            String filling = said[0];
            String part = said.length > 1 && !said[1].isEmpty() ? said[1] : usual;
            Map<String, String> filled = new LinkedHashMap<>();
            Map<String, String> links = new LinkedHashMap<>();
            String place = verdict == Verdict.REFUSED ? at.orElse("") : "";
            for (Map.Entry<String, String> file : files.entrySet()) {
                String[] ends = expanded(file.getKey()).split(" -> ");
                if (ends.length == 2) {
                    links.put(ends[0], ends[1]);
                    continue;
                }
                String text = file.getValue();
                String mark = text.contains("§") ? "§" : "@@";
                if (verdict == Verdict.REFUSED && at.isEmpty() && text.contains(mark)) {
                    place = ends[0] + ":" + spot(before(mark, text, filling));
                }
                filled.put(ends[0], expanded(text.replace("§", "").replace("@@", filling)));
            }
            String shown = filling.length() <= 240 ? filling : filling.substring(0, 240) + "…";
            return new HostileCase(name + ": " + shown, filled, links, verdict, place, part);
        }

        private String before(String mark, String text, String filling) {
            String before = text.substring(0, text.indexOf(mark));
            return mark.equals("§") ? expanded(before.replace("@@", filling)) : before;
        }

        /** Line and column after this text. */
        private static String spot(String before) {
            long line = before.chars().filter(c -> c == '\n').count() + 1;
            return line + ":" + (before.length() - before.lastIndexOf('\n')) + ":";
        }

        private String expanded(String text) {
            String named = text.replace("⟦outside⟧", outside.toString());
            String spelled = CHARACTER
                    .matcher(named)
                    .replaceAll(found ->
                            Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1), 16))));
            return REPEATED.matcher(spelled).replaceAll(HostileCase::repeated);
        }
    }

    private static String repeated(MatchResult found) {
        return Matcher.quoteReplacement(found.group(1).repeat(Integer.parseInt(found.group(2))));
    }

    private static Stream<String> listed(String line) {
        Matcher list = Pattern.compile("<(\\w+)>").matcher(line);
        return list.matches() ? lines(FOLDER.resolve(list.group(1) + ".list")) : Stream.of(line);
    }

    private static Stream<String> lines(Path file) {
        return read(file).lines().filter(line -> !line.isEmpty());
    }

    /** All that are written down. */
    static Stream<HostileCase> all(Path outside) {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList().stream()
                    .flatMap(file -> moulds(read(file), outside))
                    .flatMap(Mould::cases);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Mould> moulds(String text, Path outside) {
        List<Mould> moulds = new ArrayList<>();
        for (String mould : text.split("(?m)^#### ")) {
            if (!mould.isBlank()) {
                int end = mould.indexOf('\n');
                moulds.add(new Mould(mould.substring(0, end), sections(mould.substring(end + 1)), outside));
            }
        }
        return moulds.stream();
    }

    private static Map<String, String> sections(String mould) {
        return Stream.of(mould.split("(?m)^### "))
                .filter(section -> !section.isBlank())
                .collect(Collectors.toMap(
                        section -> section.substring(0, section.indexOf('\n')),
                        section -> section.substring(section.indexOf('\n') + 1),
                        (one, other) -> one + other,
                        LinkedHashMap::new));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes it into a folder that holds a sound home already. */
    void into(Path home) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.createDirectories(home.resolve(file.getKey()).getParent());
            Files.writeString(home.resolve(file.getKey()), file.getValue());
        }
        for (Map.Entry<String, String> link : links.entrySet()) {
            Files.createDirectories(home.resolve(link.getKey()).getParent());
            Files.deleteIfExists(home.resolve(link.getKey()));
            Files.createSymbolicLink(home.resolve(link.getKey()), Path.of(link.getValue()));
        }
    }

    /** Whether the hub itself is sound, so that its sound routes run. */
    boolean leavesTheHubAlone() {
        return !files.containsKey("hub.yaml") && !links.containsKey("hub.yaml");
    }
}
