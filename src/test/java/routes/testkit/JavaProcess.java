package routes.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Linux and the JDK's own tool tell of a virtual machine that runs beside this one. */
public record JavaProcess(long pid) {

    /** The heap as the collector in use tells of it: one line a generation, or one for all. */
    private static final Pattern USED = Pattern.compile("total [0-9]+K, used ([0-9]+)K");

    /** The program with which this virtual machine was started. */
    public static String executable() {
        return ProcessHandle.current().info().command().orElse("java");
    }

    public long threads() {
        return figure("Threads:");
    }

    public long openFiles() {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The most that it has held, in MiB. */
    public long peak() {
        return figure("VmHWM:") / 1024;
    }

    /** What it holds, in MiB. */
    public long resident() {
        return figure("VmRSS:") / 1024;
    }

    /** How much of the heap is in use after a full collection, which this brings about; in KiB. */
    public long liveHeap() {
        asked("GC.run");
        return USED.matcher(asked("GC.heap_info"))
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }

    /** How much processor time it has taken. */
    public Duration processor() {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    private String asked(String command) {
        try {
            Process process = new ProcessBuilder(
                            Path.of(executable()).resolveSibling("jcmd").toString(), String.valueOf(pid), command)
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long figure(String name) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
