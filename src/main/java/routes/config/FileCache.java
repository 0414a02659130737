package routes.config;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * Caches what was computed from files, by path and content: it is computed again only if the bytes have changed. Thread-safe.
 */
public final class FileCache<T> {

    private final BiFunction<String, byte[], T> function;
    private final int maxCachedBytes;
    private final Map<String, Cached<T>> cache = new ConcurrentHashMap<>();

    private record Cached<T>(byte[] bytes, T result) {}

    /**
     * @param function computes the result from path and content; equal arguments must give equal results, which may be shared
     * @param maxCachedBytes the largest file whose result is cached, for results that take many times as much memory
     */
    public FileCache(BiFunction<String, byte[], T> function, int maxCachedBytes) {
        this.function = function;
        this.maxCachedBytes = maxCachedBytes;
    }

    /** The result for this file, from the cache if the content is the same as before. Others wait while it is computed. */
    public T of(String file, byte[] bytes) {
        if (bytes.length > maxCachedBytes) {
            cache.remove(file);
            return function.apply(file, bytes);
        }
        return cache.compute(
                        file,
                        (path, cached) -> cached != null && Arrays.equals(cached.bytes(), bytes)
                                ? cached
                                : new Cached<>(bytes, function.apply(path, bytes)))
                .result();
    }

    /** Removes all other files from the cache. */
    public void keep(Set<String> files) {
        cache.keySet().retainAll(files);
    }
}
