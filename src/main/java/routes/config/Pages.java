package routes.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import routes.definition.Problem;

/** Files as they were parsed last: what has not changed is not parsed anew. Thread-safe. */
final class Pages {

    /** A larger file is parsed each time: what it is parsed into takes many times as much memory. */
    private static final int MOST_KEPT = 64 << 10;

    private final Map<String, Page> known = new ConcurrentHashMap<>();

    private record Page(byte[] bytes, Optional<Yaml> yaml, List<Problem> problems) {

        static Page of(String file, byte[] bytes) {
            List<Problem> problems = new ArrayList<>();
            Optional<Yaml> yaml = new YamlFile(file, problems::add).read(bytes);
            return new Page(bytes, yaml, problems);
        }
    }

    /** As {@link YamlFile#read}. */
    Optional<Yaml> read(String file, byte[] bytes, Consumer<Problem> problems) {
        Page page = Optional.ofNullable(known.get(file))
                .filter(same -> Arrays.equals(same.bytes(), bytes))
                .orElseGet(() -> Page.of(file, bytes));
        if (bytes.length <= MOST_KEPT) {
            known.put(file, page);
        } else {
            known.remove(file);
        }
        page.problems().forEach(problems);
        return page.yaml();
    }

    /** Forgets all others. */
    void keep(Set<String> files) {
        known.keySet().retainAll(files);
    }
}
