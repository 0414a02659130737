package routes.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import routes.testkit.JavaProcess;

/** Another project's product, on a class path of its own: see {@code benchmark/peers}. */
final class PeerContender implements Contender {

    private static final Path PEERS = Path.of("benchmark", "peers");

    private final String name;
    private final String module;
    private final String program;
    private final Predicate<Scenario> skill;
    private final Setting setting;
    private final ToDoubleFunction<Scenario> share;
    private final List<String> options;
    private final Path folder;

    /** What the program is told. */
    @FunctionalInterface
    private interface Setting {
        List<String> arguments(Scenario course, String source, List<String> targets);
    }

    private PeerContender(
            String name,
            String module,
            String program,
            Predicate<Scenario> skill,
            Setting setting,
            ToDoubleFunction<Scenario> share,
            List<String> options,
            Path folder) {
        this.name = name;
        this.module = module;
        this.program = program;
        this.skill = skill;
        this.setting = setting;
        this.share = share;
        this.options = options;
        this.folder = folder;
    }

    /** @param tuned whether as its makers ship it, or with larger batches */
    static PeerContender mirrorMaker(boolean tuned, List<String> options, Path folder) {
        String manner = tuned ? "tuned" : "default";
        return new PeerContender(
                "mirrormaker-" + manner,
                "mirrormaker",
                "peers.Mirror",
                course -> course.work() == Work.PASS && course.name().equals("kafka-kafka"),
                (course, source, targets) -> List.of(manner, course.source().address(), source, targets.get(0)),
                course -> 1,
                options,
                folder);
    }

    /** @param tuned whether as its makers ship it, or with larger batches */
    static PeerContender spring(boolean tuned, List<String> options, Path folder) {
        String manner = tuned ? "tuned" : "default";
        return new PeerContender(
                "spring-" + manner,
                "spring",
                "peers.SpringStream",
                course -> course.work() == Work.PASS
                        && isPlain(course)
                        && !course.source().kind().equals(course.target().kind()),
                (course, source, targets) -> List.of(
                        manner,
                        course.source().kind(),
                        course.source().address(),
                        source,
                        course.target().kind(),
                        course.target().address(),
                        targets.get(0)),
                course -> 0.3,
                options,
                folder);
    }

    /** One event after the other, so that a small share of the events takes it as long as the raw loop takes for all. */
    static PeerContender camel(List<String> options, Path folder) throws IOException {
        Path schema = folder.resolve("order.json").toAbsolutePath();
        Files.writeString(schema, BenchmarkOrders.SCHEMA);
        return new PeerContender(
                "camel",
                "camel",
                "peers.StockCamel",
                course -> (course.work() == Work.PASS || course.work() == Work.CHOOSE)
                        && !course.target().kind().equals("sns"),
                (course, source, targets) -> {
                    List<String> arguments = new ArrayList<>(List.of(
                            course.work() == Work.PASS ? "pass" : schema.toString(),
                            course.source().kind(),
                            course.source().address(),
                            source,
                            course.target().kind(),
                            course.target().address()));
                    arguments.addAll(targets);
                    return arguments;
                },
                course -> course.name().equals("kafka-kafka")
                        ? 0.03
                        : course.name().contains("sqs") ? 0.15 : 0.06,
                options,
                folder);
    }

    private static boolean isPlain(Scenario course) {
        List<String> kinds = List.of("kafka", "rabbitmq");
        return kinds.contains(course.source().kind())
                && kinds.contains(course.target().kind());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean canRun(Scenario course) {
        return skill.test(course);
    }

    @Override
    public double share(Scenario course) {
        return share.applyAsDouble(course);
    }

    @Override
    public Process start(Scenario course, String source, List<String> targets) throws IOException {
        Path target = PEERS.resolve(module).resolve("target");
        List<String> command = new ArrayList<>();
        command.add(JavaProcess.executable());
        command.addAll(options);
        command.addAll(List.of(
                "-cp", target.resolve("classes") + ":" + Files.readString(target.resolve("classpath")), program));
        command.addAll(setting.arguments(course, source, targets));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(targets.get(0) + ".log").toFile())
                .start();
    }
}
