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
import routes.control.RouteEditing.OperatorAction;
import routes.support.StructuredLogger;

/**
 * Stores what operators have done with every route apart from changing it, such as pausing it: the last actions, one file for
 * each, beside the versions of {@link RouteHistory}. Without a folder it keeps them in memory until the hub stops. If one cannot
 * be written, that is logged and the action is done all the same. Thread-safe.
 */
public final class ActionHistory {

    private static final Logger LOG = StructuredLogger.of(ActionHistory.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Not that of versions. */
    private static final String ENDING = ".action";

    /** The number of actions that are kept for each route. */
    private static final int MAX_ACTIONS = 50;

    private final Optional<Path> folder;
    private final Map<String, Deque<OperatorAction>> memory = new TreeMap<>();

    /** @param folder that of the history, which may not exist yet */
    ActionHistory(Optional<Path> folder) {
        this.folder = folder;
    }

    public synchronized void add(String route, OperatorAction action) {
        if (folder.isEmpty()) {
            Deque<OperatorAction> actions = memory.computeIfAbsent(route, name -> new ArrayDeque<>());
            actions.addFirst(action);
            if (actions.size() > MAX_ACTIONS) {
                actions.removeLast();
            }
            return;
        }
        Path own = folder.get().resolve(route);
        try {
            AtomicFile.write(own.resolve(name(action)), text(action));
            List<Path> files = files(own);
            for (Path oldest : files.subList(0, Math.max(0, files.size() - MAX_ACTIONS))) {
                Files.deleteIfExists(oldest);
            }
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("folder", own)
                    .setCause(e)
                    .log("Cannot store an action in the history of a route; continuing without it");
        }
    }

    /** The last actions, the newest first, including those that other replicas have added. */
    public synchronized List<OperatorAction> of(String route) {
        if (folder.isEmpty()) {
            return List.copyOf(memory.getOrDefault(route, new ArrayDeque<>()));
        }
        Deque<OperatorAction> actions = new ArrayDeque<>();
        Path own = folder.get().resolve(route);
        try {
            files(own).forEach(file -> read(file).ifPresent(actions::addFirst));
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("folder", own)
                    .setCause(e)
                    .log("Cannot read the actions in the history of a route; continuing without them");
        }
        return List.copyOf(actions);
    }

    /** The oldest first. */
    private static List<Path> files(Path own) throws IOException {
        if (Files.notExists(own)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(own)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        }
    }

    private static Optional<OperatorAction> read(Path file) {
        try {
            JsonNode tree = JSON.readTree(Files.readString(file));
            return Optional.of(new OperatorAction(
                    tree.path("action").asText(),
                    Instant.parse(tree.path("at").asText()),
                    tree.path("by").asText(),
                    tree.path("reason").asText()));
        } catch (IOException | DateTimeException e) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .setCause(e)
                    .log("Cannot read an action in the history of a route; skipping it");
            return Optional.empty();
        }
    }

    private static String text(OperatorAction action) {
        return JSON.createObjectNode()
                .put("action", action.action())
                .put("at", action.at().toString())
                .put("by", action.by())
                .put("reason", action.reason())
                .toString();
    }

    /** The name of the action's file. File names sort by time. */
    private static String name(OperatorAction action) {
        Instant at = action.at();
        return "%011d%09d-%s".formatted(at.getEpochSecond(), at.getNano(), action.action()) + ENDING;
    }
}
