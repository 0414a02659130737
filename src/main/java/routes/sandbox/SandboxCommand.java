package routes.sandbox;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command that starts the process of the sandbox: the Java of the hub, with limits of its own, without the hub's environment.
 * Immutable and thread-safe.
 */
final class SandboxCommand {

    /** How much heap is allowed for trying. */
    static final int HEAP_MEBIBYTES = 128;

    /** The exit code of a JVM that has used up its memory. */
    static final int OUT_OF_MEMORY = 3;

    private static final List<String> LIMITS = List.of(
            "-Xmx" + HEAP_MEBIBYTES + "m",
            "-XX:MaxMetaspaceSize=64m",
            "-XX:ReservedCodeCacheSize=24m",
            "-XX:MaxDirectMemorySize=4m",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:ActiveProcessorCount=1");

    /** A quick start, little memory, nothing left on disk, and no complaint of a newer Java about an option. */
    private static final List<String> SMALL = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-XX:-UsePerfData",
            "-XX:+DisableAttachMechanism",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=/dev/null",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:+DisplayVMOutputToStderr",
            "-Xlog:disable",
            "-Dfile.encoding=UTF-8",
            "-Djava.awt.headless=true");

    /** On Linux, every thread gets a low priority (nice 10), for which no program and no right is needed. */
    private static final List<String> LOW_PRIORITY = Stream.concat(
                    Stream.of("-XX:ThreadPriorityPolicy=1", "-XX:-PrintWarnings", "-XX:CompilerThreadPriority=10"),
                    Stream.iterate(1, priority -> priority + 1)
                            .limit(10)
                            .map(priority -> "-XX:JavaPriority" + priority + "_To_OSPriority=10"))
            .toList();

    /** File names are UTF-8, as those of the hub. Nothing else is in its environment. */
    private static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C.UTF-8");

    /** A class of each library that is needed, so that these are looked at first: to open all of them takes time. */
    private static final List<String> FIRST = List.of(
            SandboxMain.class.getName(),
            "com.fasterxml.jackson.core.JsonFactory",
            "com.fasterxml.jackson.databind.ObjectMapper",
            "com.fasterxml.jackson.annotation.JsonProperty",
            "com.fasterxml.jackson.datatype.jdk8.Jdk8Module",
            "com.fasterxml.jackson.dataformat.csv.CsvMapper",
            "org.snakeyaml.engine.v2.api.Load",
            "com.networknt.schema.JsonSchema",
            "net.sf.saxon.Configuration",
            "org.slf4j.Logger",
            "com.github.difflib.DiffUtils");

    private final List<String> command;

    private SandboxCommand(List<String> command) {
        this.command = List.copyOf(command);
    }

    static SandboxCommand of(Path home) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(LIMITS);
        command.addAll(SMALL);
        if (isLinux()) {
            command.addAll(LOW_PRIORITY);
        }
        command.addAll(List.of(
                "-cp",
                classPath(),
                SandboxMain.class.getName(),
                home.toAbsolutePath().toString()));
        return new SandboxCommand(command);
    }

    static boolean isLinux() {
        return System.getProperty("os.name").equals("Linux");
    }

    Process start() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(new File("/")).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
        return builder.start();
    }

    /** The jars of the hub as it was built, otherwise those that this JVM was started with; needed ones first. */
    private static String classPath() {
        Set<Path> jars = new LinkedHashSet<>();
        FIRST.forEach(name -> place(name).ifPresent(jars::add));
        jars.addAll(place(SandboxMain.class.getName())
                .map(Path::getParent)
                .map(app -> app.resolveSibling("lib"))
                .filter(lib -> Files.isDirectory(lib.resolve("boot")))
                .map(SandboxCommand::built)
                .orElseGet(SandboxCommand::own));
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static Optional<Path> place(String type) {
        try {
            CodeSource source = Class.forName(type, false, SandboxCommand.class.getClassLoader())
                    .getProtectionDomain()
                    .getCodeSource();
            return Optional.of(Path.of(source.getLocation().toURI()));
        } catch (ClassNotFoundException | URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static List<Path> built(Path lib) {
        return Stream.of("main", "boot")
                .flatMap(folder -> jars(lib.resolve(folder)))
                .toList();
    }

    private static Stream<Path> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> own() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .map(Path::toAbsolutePath)
                .toList();
    }
}
