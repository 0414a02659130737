package routes.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Benthos, with a configuration for each direction and work that it can do: see {@code benchmark/peers/benthos}. */
final class BenthosContender implements Contender {

    private static final Path HOME = Path.of("benchmark", "peers", "benthos");
    private static final Path PROGRAM = HOME.resolve("target").resolve("benthos");

    private final Path folder;

    BenthosContender(Path folder) {
        this.folder = folder;
    }

    @Override
    public String name() {
        return "benthos";
    }

    @Override
    public boolean canRun(Scenario course) {
        return course.shape().routes() == 1 && Files.exists(configuration(course));
    }

    /** It has several batches of a partition on their way at once: with one only, it would keep the order, and be slower. */
    @Override
    public boolean keepsOrder() {
        return false;
    }

    private static Path configuration(Scenario course) {
        return HOME.resolve(course.name() + "-" + course.work().name().toLowerCase(Locale.ROOT) + ".yaml");
    }

    @Override
    public Process start(Scenario course, String source, List<String> targets) throws IOException {
        if (!Files.isExecutable(PROGRAM)) {
            throw new IllegalStateException("benthos is not built: benchmark/peers/build benthos");
        }
        ProcessBuilder builder = new ProcessBuilder(
                        PROGRAM.toAbsolutePath().toString(),
                        "-c",
                        configuration(course).toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(targets.get(0) + ".log").toFile());
        // Collects garbage more rarely than by default, which spares it a third of its CPU for twice the memory.
        builder.environment().put("GOGC", "400");
        builder.environment()
                .putAll(Map.of(
                        "SOURCE_ADDRESS",
                        course.source().address(),
                        "SOURCE",
                        source,
                        "TARGET_ADDRESS",
                        course.target().address(),
                        "TARGET",
                        targets.get(0),
                        "OTHER_TARGET",
                        targets.get(targets.size() - 1)));
        return builder.start();
    }
}
