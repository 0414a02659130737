package routes.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Markdown file, or a section of one, as far as tests look at it: fenced blocks, tables, headings and links. */
public final class Page {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern HEADING = Pattern.compile("(?m)^(#{1,6}) (.+)$");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final List<String> FOLDERS = List.of("docs", "k8s", "benchmark", ".github");

    private final Path file;
    private final String text;

    private Page(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    /** A fenced block. */
    public record Block(String language, String text) {}

    public static Page of(String file) {
        return read(Path.of(file));
    }

    static Page read(Path file) {
        try {
            return new Page(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every Markdown file of the project. */
    static List<Page> all() {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(""))) {
            files.forEach(found::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String folder : FOLDERS) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                files.forEach(found::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found.stream()
                .filter(file -> file.toString().endsWith(".md"))
                .filter(file -> !file.toString().contains("target/"))
                .sorted()
                .map(Page::read)
                .toList();
    }

    /** From a heading to the next one of the same or a higher level. */
    public Page section(String heading) {
        String[] parts = text.split("(?m)^(?=#{1,6} " + Pattern.quote(heading) + "$)");
        if (parts.length != 2) {
            throw new IllegalStateException(file + " must have the heading '" + heading + "' once");
        }
        int level = parts[1].indexOf(' ');
        String[] section = parts[1].split("\n", 2);
        return new Page(file, section[1].split("(?m)^#{1," + level + "} ")[0]);
    }

    Path file() {
        return file;
    }

    String text() {
        return text;
    }

    int lines() {
        return (int) text.lines().count();
    }

    /** All fenced blocks, in their order. */
    public List<Block> blocks() {
        return BLOCK.matcher(text)
                .results()
                .map(block -> new Block(block.group(1), block.group(2)))
                .toList();
    }

    List<String> blocks(String language) {
        return blocks().stream()
                .filter(block -> block.language().equals(language))
                .map(Block::text)
                .toList();
    }

    /** The rows of all tables of which the first cell begins with code, or a link of code, by each code in it: the cells after it. */
    public Map<String, List<String>> rows() {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        text.lines().filter(line -> line.matches("\\| \\[?`.*")).forEach(line -> {
            List<String> cells = Stream.of(line.split("\\|")).map(String::strip).toList();
            CODE.matcher(cells.get(1))
                    .results()
                    .forEach(code -> rows.put(code.group(1), cells.subList(2, cells.size())));
        });
        return rows;
    }

    /** The sum of the numbers in a column of all tables; cells without a number count nothing. */
    public double numbers(int column) {
        return text.lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.split("\\|")[column + 1].strip())
                .filter(cell -> cell.matches("[0-9.]+"))
                .mapToDouble(Double::parseDouble)
                .sum();
    }

    /** The texts of the headings of a level. */
    List<String> headings(int level) {
        return HEADING.matcher(prose())
                .results()
                .filter(heading -> heading.group(1).length() == level)
                .map(heading -> heading.group(2))
                .toList();
    }

    /** What links may name after a {@code #}: each heading as GitHub makes an anchor of it. */
    List<String> anchors() {
        Map<String, Integer> seen = new HashMap<>();
        return HEADING.matcher(prose())
                .results()
                .map(heading -> anchor(heading.group(2)))
                .map(anchor -> {
                    int before = seen.merge(anchor, 1, Integer::sum) - 1;
                    return before == 0 ? anchor : anchor + "-" + before;
                })
                .toList();
    }

    private static String anchor(String heading) {
        return heading.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .replace(' ', '-');
    }

    /** What its links and images lead to, those of other sites apart. */
    List<String> links() {
        Matcher links = LINK.matcher(prose().replaceAll("`[^`\n]*`", ""));
        return links.results()
                .map((MatchResult link) -> link.group(1))
                .filter(link -> !link.matches("[a-z]+:.*"))
                .toList();
    }

    /** Without the fenced blocks. */
    private String prose() {
        return BLOCK.matcher(text).replaceAll("");
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
