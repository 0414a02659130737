package routes.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A control group of Linux with a limit for the memory of all processes in it, as a container has one. */
public final class MemoryLimit implements AutoCloseable {

    private static final Path GROUPS = Path.of("/sys/fs/cgroup");

    private final Path group;
    private final boolean second;

    private MemoryLimit(Path group, boolean second) {
        this.group = group;
        this.second = second;
    }

    /** Empty where control groups are not there, or this user may not make one. */
    public static Optional<MemoryLimit> of(long bytes) {
        boolean second = Files.exists(GROUPS.resolve("cgroup.controllers"));
        Path parent = second ? GROUPS : GROUPS.resolve("memory");
        Path group = parent.resolve("hub-test-" + UUID.randomUUID());
        try {
            Files.createDirectory(group);
            Files.writeString(group.resolve(second ? "memory.max" : "memory.limit_in_bytes"), String.valueOf(bytes));
            return Optional.of(new MemoryLimit(group, second));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A command that starts the rest of its arguments within the limit. */
    public List<String> command() {
        return List.of("sh", "-c", "echo $$ >'" + group.resolve("cgroup.procs") + "'; exec \"$@\"", "sh");
    }

    /** The most that the processes have used together, in MiB; file caches count too. */
    public long peak() {
        return figure(second ? "memory.peak" : "memory.max_usage_in_bytes", "") >> 20;
    }

    /** How many processes the kernel has ended because of the limit. */
    public long kills() {
        return figure(second ? "memory.events" : "memory.oom_control", "oom_kill ");
    }

    private long figure(String file, String name) {
        try (Stream<String> lines = Files.lines(group.resolve(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length()).strip())
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(-1);
        } catch (IOException e) {
            return -1;
        }
    }

    /** The processes in it must have ended. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(group);
        } catch (IOException e) {
            // A process in it is still about to end. An empty group costs nothing.
        }
    }
}
