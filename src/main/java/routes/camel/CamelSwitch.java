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

/** Whether plain Camel routes are let in: the setting {@code hub.camel}. */
public enum CamelSwitch {
    /** They are a problem where there are some. */
    OFF {
        @Override
        public List<Problem> problems(CamelFiles files) {
            return new TreeMap<>(files.texts())
                    .keySet().stream()
                            .map(file -> new Problem(
                                    new SourceLocation(file, 0, 0, ""),
                                    "plain Camel routes are off: HUB_CAMEL=on turns them on"))
                            .toList();
        }
    },

    /** They run. */
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

    /** @throws IllegalArgumentException where the setting says something else */
    public static CamelSwitch of(String setting) {
        return Stream.of(values())
                .filter(hatch -> hatch.toString().equals(setting))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "hub.camel, or HUB_CAMEL, must be on or off, but is '" + setting + "'"));
    }

    /** All that is wrong with these files, as far as Camel can tell without starting anything. May run code that they name. */
    public abstract List<Problem> problems(CamelFiles files);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
