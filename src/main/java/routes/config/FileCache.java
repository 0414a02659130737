package routes.config;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * Caches what was computed from files, by path and content: it is computed again only if the bytes have changed. Thread-safe.
 */
public final class FileCache<T> {

    /** The largest file, in bytes, whose result is cached. The result may take many times as much memory. */
    private static final int MAX_CACHED_BYTES = 64 << 10;

    private final BiFunction<String, byte[], T> function;
    private final Map<String, Cached<T>> cache = new ConcurrentHashMap<>();

    private record Cached<T>(byte[] bytes, T result) {}

    /** @param function computes the result from path and content; equal arguments must give equal results, which may be shared */
    public FileCache(BiFunction<String, byte[], T> function) {
        this.function = function;
    }

    /** The result for this file, from the cache if the content is the same as before. */
    public T of(String file, byte[] bytes) {
        Cached<T> current = Optional.ofNullable(cache.get(file))
                .filter(cached -> Arrays.equals(cached.bytes(), bytes))
                .orElseGet(() -> new Cached<>(bytes, function.apply(file, bytes)));
        if (bytes.length <= MAX_CACHED_BYTES) {
            cache.put(file, current);
        } else {
            cache.remove(file);
        }
        return current.result();
    }

    /** Removes all other files from the cache. */
    public void keep(Set<String> files) {
        cache.keySet().retainAll(files);
    }
}
