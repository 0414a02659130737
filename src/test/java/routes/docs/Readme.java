package routes.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** README.md, as far as tests look at it: its fenced blocks and its tables. */
public final class Readme {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final String text;

    private Readme(String text) {
        this.text = text;
    }

    public static Readme read() {
        try {
            return new Readme(Files.readString(Path.of("README.md")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From a heading to the next one of the same level. */
    public Readme section(String heading) {
        String[] parts = text.split("(?m)^## " + Pattern.quote(heading) + "$");
        if (parts.length != 2) {
            throw new IllegalStateException("README.md must have the heading '## " + heading + "' once");
        }
        return new Readme(parts[1].split("(?m)^## ")[0]);
    }

    List<String> blocks(String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** The rows of all tables of which the first cell is code, by that code: the cells after it. */
    public Map<String, List<String>> rows() {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        text.lines().filter(line -> line.startsWith("| `")).forEach(line -> {
            List<String> cells = Stream.of(line.split("\\|")).map(String::strip).toList();
            CODE.matcher(cells.get(1))
                    .results()
                    .forEach(code -> rows.put(code.group(1), cells.subList(2, cells.size())));
        });
        return rows;
    }
}
