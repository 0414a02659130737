package routes.camel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import routes.model.CamelFiles;
import routes.model.Problem;
import routes.model.SourceLocation;

/** Whether plain Camel routes are enabled: the setting {@code hub.camel}. Thread-safe. */
public enum CamelSwitch {
    /** Plain Camel routes are disabled. Each file in camel/ is reported as a problem. */
    OFF {
        @Override
        public List<Problem> problems(CamelFiles files) {
            return new TreeMap<>(files.texts())
                    .keySet().stream()
                            .map(file -> new Problem(
                                    new SourceLocation(file, 0, 0, ""),
                                    "plain Camel routes are disabled; set HUB_CAMEL=on to enable them"))
                            .toList();
        }
    },

    /** Plain Camel routes are enabled. */
    ON {
        @Override
        public List<Problem> problems(CamelFiles files) {
            RouteIdOwners names = new RouteIdOwners();
            List<Problem> problems = new ArrayList<>();
            for (Map.Entry<String, byte[]> file : new TreeMap<>(files.texts()).entrySet()) {
                Preflight found = Preflight.of(file.getKey(), file.getValue());
                problems.addAll(found.problems());
                problems.addAll(names.claim(file.getKey(), found.routes()));
            }
            return problems;
        }
    };

    /** @throws IllegalArgumentException if the setting is neither {@code on} nor {@code off} */
    public static CamelSwitch of(String setting) {
        return Stream.of(values())
                .filter(value -> value.toString().equals(setting))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "hub.camel, or HUB_CAMEL, must be on or off, but is '" + setting + "'"));
    }

    /** All problems of these files that Camel finds without starting routes. May run code that they name. */
    public abstract List<Problem> problems(CamelFiles files);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
