package routes.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FileCacheTest {

    private final AtomicInteger computed = new AtomicInteger();

    @Test
    void computesAgainOnlyWhatHasChanged() {
        FileCache<Integer> cache = counting(100);
        // when
        List<Integer> results = new ArrayList<>();
        for (String content : List.of("a", "a", "b", "b")) {
            results.add(cache.of("file", content.getBytes()));
        }
        // then
        assertThat(results).containsExactly(1, 1, 2, 2);
    }

    @Test
    void keepsNothingOfFilesThatAreTooLarge() {
        FileCache<Integer> cache = counting(3);
        // when
        int first = cache.of("file", "abcd".getBytes());
        // then
        assertThat(cache.of("file", "abcd".getBytes())).isEqualTo(first + 1);
    }

    @Test
    void computesOnceForManyWhoAskAtTheSameTime() {
        FileCache<Integer> cache = counting(100);
        byte[] content = "content".getBytes();
        // when
        List<CompletableFuture<Integer>> asked = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> cache.of("file", content)))
                .toList();
        // then
        assertThat(asked).extracting(CompletableFuture::join).containsOnly(1);
    }

    @Test
    void forgetsFilesThatAreGone() {
        FileCache<Integer> cache = counting(100);
        cache.of("gone", new byte[1]);
        // when
        cache.keep(Set.of("other"));
        // then
        assertThat(cache.of("gone", new byte[1])).isEqualTo(2);
    }

    private FileCache<Integer> counting(int maxCachedBytes) {
        return new FileCache<>((file, bytes) -> computed.incrementAndGet(), maxCachedBytes);
    }
}
