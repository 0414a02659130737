package routes.config;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import routes.config.binding.FormatModel;
import routes.config.yaml.YamlValue;
import routes.model.Connection;
import routes.model.Lint;
import routes.model.Problem;
import routes.model.SourceLocation;
import routes.model.format.Kind;
import routes.support.DidYouMean;

/**
 * The names and kinds of the connections in hub.yaml, valid or not, and which of them are used. Not thread-safe: used within
 * one reading.
 */
final class ConnectionNames {
    private final boolean known;
    private final Map<String, Optional<Class<?>>> kinds = new LinkedHashMap<>();
    private final Map<String, SourceLocation> locations = new LinkedHashMap<>();
    private final Set<String> used = new LinkedHashSet<>();

    /**
     * @param connections the mapping in hub.yaml; empty if it cannot be read, in which case no name is reported as unknown or
     *     unused
     */
    ConnectionNames(Optional<YamlValue.Mapping> connections) {
        known = connections.isPresent();
        Map<String, Class<?>> members = FormatModel.members(Connection.class);
        connections.ifPresent(mapping -> mapping.entries().forEach((name, entry) -> {
            locations.put(name, entry.key());
            kinds.put(
                    name,
                    entry.value()
                            .mapping()
                            .filter(it -> it.entries().size() == 1)
                            .map(it -> it.entries().keySet().iterator().next())
                            .map(members::get));
        }));
    }

    void useAll() {
        used.addAll(kinds.keySet());
    }

    /** The problem, if any, of a reference to this connection where one of this kind is needed. */
    Optional<String> problemOfNaming(String name, String shown, boolean hidden, Class<? extends Connection> kind) {
        used.add(name);
        if (!known) {
            return Optional.empty();
        } else if (!kinds.containsKey(name)) {
            useAll();
            DidYouMean names = new DidYouMean(kinds.keySet());
            String hint = hidden ? "; expected one of " + names.all() : names.hint(name);
            return Optional.of("there is no connection " + shown + " in hub.yaml" + hint);
        }
        return kinds.get(name)
                .filter(actual -> actual != kind)
                .map(actual -> "the connection " + shown + " is of the kind '" + word(actual) + "', but '" + word(kind)
                        + "' is needed");
    }

    /** The problem, if any, of naming no connection where one of this kind is needed. */
    Optional<String> problemOfNamingNone(Class<? extends Connection> kind) {
        List<String> candidates = kinds.entrySet().stream()
                .filter(entry -> entry.getValue().map(actual -> actual == kind).orElse(true))
                .map(Map.Entry::getKey)
                .toList();
        used.addAll(candidates);
        if (!known || candidates.size() == 1) {
            return Optional.empty();
        } else if (candidates.isEmpty()) {
            return Optional.of("there is no connection of the kind '" + word(kind) + "' in hub.yaml");
        }
        boolean certain = candidates.stream().allMatch(name -> kinds.get(name).isPresent());
        return Optional.of("there are several connections of the kind '" + word(kind)
                        + "'; choose one with 'connection': " + String.join(", ", candidates))
                .filter(message -> certain);
    }

    void reportUnused(Consumer<Problem> problems) {
        locations.forEach((name, location) -> {
            if (!used.contains(name)) {
                problems.accept(
                        Problem.warning(Lint.UNUSED_CONNECTION, location, "this connection is not used: remove it"));
            }
        });
    }

    private static String word(Class<?> kind) {
        return kind.getAnnotation(Kind.class).value();
    }
}
