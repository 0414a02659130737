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
import org.slf4j.LoggerFactory;
import routes.control.RouteEditing.Version;

/**
 * The last versions of every route, a file each. Where there is no folder to keep them in they last as long as the hub runs. It is
 * no part of the delivery: where it cannot be written, that is logged, and the hub goes on. Thread-safe.
 */
public final class RouteHistory {

    private static final Logger LOG = LoggerFactory.getLogger(RouteHistory.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENDING = ".json";

    /** So many versions of each route are kept. */
    private static final int MOST = 20;

    private final Optional<Path> folder;
    private final Map<String, Deque<Version>> routes = new TreeMap<>();

    /** @param state where they are kept; need not be there yet */
    public RouteHistory(Optional<Path> state) {
        this.folder = state.map(path -> path.resolve("history"));
    }

    /** Nothing happens where the newest version has the same text. */
    public synchronized void add(String route, Version version) {
        Deque<Version> versions = routes.computeIfAbsent(route, this::read);
        if (!versions.isEmpty() && versions.getFirst().revision().equals(version.revision())) {
            return;
        }
        versions.addFirst(version);
        folder.ifPresent(all -> keep(all.resolve(route), version));
        while (versions.size() > MOST) {
            Version oldest = versions.removeLast();
            folder.ifPresent(all -> drop(all.resolve(route), oldest));
        }
    }

    /** The newest first; other replicas may have added some. */
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
            LOG.atWarn().addKeyValue("route", route).setCause(e).log("Earlier versions of a route cannot be read");
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
            LOG.atWarn().addKeyValue("file", file).setCause(e).log("An earlier version of a route cannot be read");
            return Optional.empty();
        }
    }

    private static void keep(Path own, Version version) {
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
            LOG.atWarn().addKeyValue("folder", own).setCause(e).log("A version of a route cannot be kept");
        }
    }

    private static void drop(Path own, Version version) {
        try {
            Files.deleteIfExists(own.resolve(name(version)));
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("folder", own).setCause(e).log("An old version of a route cannot be dropped");
        }
    }

    /** Sorted by time. */
    private static String name(Version version) {
        return "%013d-%s".formatted(version.at().toEpochMilli(), version.revision()) + ENDING;
    }
}
