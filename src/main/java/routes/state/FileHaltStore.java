package routes.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Stores orders in a folder, one file for each route. Replicas that share the folder share the orders. Thread-safe. */
public final class FileHaltStore implements HaltStore {

    private static final String ENDING = ".json";

    private final Path folder;
    /**
     * Whether the folder has ever existed. If it disappears afterwards, for example because a mount is lost, the halts are
     * unknown.
     */
    private volatile boolean seen;

    /** @param state the state directory; it may not exist yet */
    public FileHaltStore(Path state) {
        this.folder = state.resolve("halts");
    }

    @Override
    public Map<String, RouteOrder> all() throws IOException {
        Map<String, RouteOrder> all = new TreeMap<>();
        for (Path file : files()) {
            String name = file.getFileName().toString();
            try {
                all.put(name.substring(0, name.length() - ENDING.length()), HaltFormat.read(Files.readString(file)));
            } catch (NoSuchFileException e) {
                continue; // resumed since the folder was listed
            }
        }
        return all;
    }

    private List<Path> files() throws IOException {
        if (Files.notExists(folder) && !seen) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            seen = true;
            return files.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .toList();
        }
    }

    @Override
    public void keep(String route, RouteOrder order) throws IOException {
        AtomicFile.write(folder.resolve(route + ENDING), HaltFormat.of(order));
    }

    @Override
    public void forget(String route) throws IOException {
        AtomicFile.delete(folder.resolve(route + ENDING));
    }

    @Override
    public String where() {
        return folder.toString();
    }
}
