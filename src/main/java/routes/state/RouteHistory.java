package routes.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import routes.control.RouteEditing.Version;
import routes.support.StructuredLogger;

/**
 * Stores the last versions of every route, one file for each version. Without a folder it keeps them in memory until the hub
 * stops. Delivery does not depend on it: if a version cannot be written, that is logged and the hub continues. Thread-safe.
 */
public final class RouteHistory {

    private static final Logger LOG = StructuredLogger.of(RouteHistory.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENDING = ".json";

    /** The number of versions that are kept for each route. */
    private static final int MAX_VERSIONS = 20;

    private final Optional<Path> folder;
    private final ActionHistory actions;
    private final Map<String, Deque<Version>> routes = new TreeMap<>();

    /** @param state the state directory, which may not exist yet */
    public RouteHistory(Optional<Path> state) {
        this.folder = state.map(path -> path.resolve("history"));
        this.actions = new ActionHistory(folder);
    }

    /** What operators have done with routes apart from changing them. */
    public ActionHistory actions() {
        return actions;
    }

    /** Adds a version, unless the newest version has the same text. */
    public synchronized void add(String route, Version version) {
        Deque<Version> versions = routes.computeIfAbsent(route, this::read);
        if (!versions.isEmpty() && versions.getFirst().revision().equals(version.revision())) {
            return;
        }
        versions.addFirst(version);
        folder.ifPresent(all -> store(all.resolve(route), version));
        while (versions.size() > MAX_VERSIONS) {
            Version oldest = versions.removeLast();
            folder.ifPresent(all -> delete(all.resolve(route), oldest));
        }
    }

    /** The versions of a route, the newest first, including those that other replicas have added. */
    public synchronized List<Version> of(String route) {
        if (folder.isPresent()) {
            Deque<Version> found = read(route);
            if (found.isEmpty()) {
                return List.of();
            }
            routes.put(route, found);
        }
        return List.copyOf(routes.getOrDefault(route, new ArrayDeque<>()));
    }

    private Deque<Version> read(String route) {
        Deque<Version> versions = new ArrayDeque<>();
        Optional<Path> own = folder.map(all -> all.resolve(route)).filter(Files::isDirectory);
        if (own.isEmpty()) {
            return versions;
        }
        try (Stream<Path> files = Files.list(own.get())) {
            files.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .sorted()
                    .flatMap(file -> read(file).stream())
                    .filter(version -> versions.isEmpty()
                            || !versions.getFirst().revision().equals(version.revision()))
                    .forEach(versions::addFirst);
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("route", route)
                    .setCause(e)
                    .log("Cannot read the history of a route; continuing without it");
        }
        return versions;
    }

    private static Optional<Version> read(Path file) {
        try {
            JsonNode tree = JSON.readTree(Files.readString(file));
            return Optional.of(new Version(
                    tree.path("revision").asText(),
                    Instant.parse(tree.path("at").asText()),
                    tree.path("by").asText(),
                    tree.path("reason").asText(),
                    tree.path("text").asText()));
        } catch (IOException | DateTimeException e) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .setCause(e)
                    .log("Cannot read a version in the history of a route; skipping it");
            return Optional.empty();
        }
    }

    private static void store(Path own, Version version) {
        String text = JSON.createObjectNode()
                .put("revision", version.revision())
                .put("at", version.at().toString())
                .put("by", version.by())
                .put("reason", version.reason())
                .put("text", version.text())
                .toString();
        try {
            AtomicFile.write(own.resolve(name(version)), text);
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("file", own)
                    .setCause(e)
                    .log("Cannot store a version of a route in its history; continuing without it");
        }
    }

    private static void delete(Path own, Version version) {
        try {
            Files.deleteIfExists(own.resolve(name(version)));
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("file", own)
                    .setCause(e)
                    .log("Cannot delete an old version from the history of a route");
        }
    }

    /** The name of the version's file. File names sort by time. */
    private static String name(Version version) {
        return "%013d-%s".formatted(version.at().toEpochMilli(), version.revision()) + ENDING;
    }
}
