package routes.config;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** What was made of files: of one that still holds the same bytes nothing is made anew. Thread-safe. */
public final class FileCache<T> {

    /** What is made of a larger file is not kept: it may take many times as much memory. In bytes. */
    private static final int LARGEST = 64 << 10;

    private final BiFunction<String, byte[], T> making;
    private final Map<String, Made<T>> known = new ConcurrentHashMap<>();

    private record Made<T>(byte[] bytes, T thing) {}

    /** @param making of a file, by its path and what it holds; the same of the same, and may be shared */
    public FileCache(BiFunction<String, byte[], T> making) {
        this.making = making;
    }

    public T of(String file, byte[] bytes) {
        Made<T> made = Optional.ofNullable(known.get(file))
                .filter(same -> Arrays.equals(same.bytes(), bytes))
                .orElseGet(() -> new Made<>(bytes, making.apply(file, bytes)));
        if (bytes.length <= LARGEST) {
            known.put(file, made);
        } else {
            known.remove(file);
        }
        return made.thing();
    }

    /** Forgets all others. */
    public void keep(Set<String> files) {
        known.keySet().retainAll(files);
    }
}
