package routes.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The processor time that the compilers of a Java process have taken so far. Linux tells it for each thread; elsewhere it is
 * zero. Not thread-safe.
 */
final class CompilerTime {

    /** Linux cuts the names of threads to 15 characters. */
    private static final String NAME = "C[12] CompilerThre";

    private static final long MILLIS_PER_TICK = 10;
    private static final long SEARCH_EVERY = Duration.ofSeconds(1).toNanos();
    private static final int USER = 11;
    private static final int SYSTEM = 12;

    private final Path threads;
    private final Map<Path, Duration> compilers = new HashMap<>();
    private long searched = System.nanoTime() - SEARCH_EVERY;

    CompilerTime(long process) {
        this.threads = Path.of("/proc", String.valueOf(process), "task");
    }

    /** A thread that is gone still counts, as it was last seen. */
    Duration processor() {
        if (System.nanoTime() - searched >= SEARCH_EVERY) {
            searched = System.nanoTime();
            search();
        }
        compilers.replaceAll((thread, before) -> time(thread).orElse(before));
        return compilers.values().stream().reduce(Duration.ZERO, Duration::plus);
    }

    private void search() {
        try (Stream<Path> all = Files.list(threads)) {
            all.filter(thread -> !compilers.containsKey(thread))
                    .filter(thread -> text(thread.resolve("comm"))
                            .filter(name -> name.strip().matches(NAME))
                            .isPresent())
                    .forEach(thread -> compilers.put(thread, Duration.ZERO));
        } catch (IOException e) {
            // The process has ended, or the system is not Linux.
        }
    }

    private static Optional<Duration> time(Path thread) {
        return text(thread.resolve("stat"))
                .map(stat -> stat.substring(stat.lastIndexOf(')') + 2).split(" "))
                .map(fields -> Duration.ofMillis(
                        MILLIS_PER_TICK * (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]))));
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
