package routes.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Stores orders in a folder, one file for each event. Replicas that share the folder share the orders. Thread-safe. */
public final class FileEventOrderStore implements EventOrderStore {

    private static final String ENDING = ".json";

    private final Path folder;

    /** @param state the state directory; it may not exist yet */
    public FileEventOrderStore(Path state) {
        this.folder = state.resolve("orders");
    }

    @Override
    public List<StoredOrder> all() throws IOException {
        List<StoredOrder> all = new ArrayList<>();
        for (Path file : files()) {
            try {
                EventOrderFormat.read(Files.readString(file)).ifPresent(all::add);
            } catch (NoSuchFileException e) {
                continue; // carried out since the folder was listed
            }
        }
        return all;
    }

    private List<Path> files() throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .toList();
        }
    }

    @Override
    public void keep(StoredOrder order) throws IOException {
        AtomicFile.write(file(order), EventOrderFormat.of(order));
    }

    @Override
    public void forget(StoredOrder order) throws IOException {
        Files.deleteIfExists(file(order));
    }

    private Path file(StoredOrder order) {
        return folder.resolve(order.key() + ENDING);
    }

    @Override
    public String where() {
        return folder.toString();
    }

    @Override
    public boolean isShared() {
        return true;
    }
}
