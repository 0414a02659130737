package routes.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import routes.testkit.FreePort;
import routes.testkit.JavaProcess;

/** A build of the hub, as it ships, with a route file. */
final class HubContender implements Contender {

    /** The build of this project. */
    static final Path PROGRAM = Path.of("target", "quarkus-app", "quarkus-run.jar");

    private final String name;
    private final Path program;
    private final List<String> options;
    private final Path folder;

    /** @param program the runnable jar of the build */
    HubContender(String name, Path program, List<String> options, Path folder) {
        this.name = name;
        this.program = program;
        this.options = options;
        this.folder = folder;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean canRun(Scenario course) {
        return true;
    }

    @Override
    public Process start(Scenario course, String source, List<String> targets) throws IOException {
        Path home = home(course, source, targets);
        List<String> command = new ArrayList<>();
        command.add(JavaProcess.executable());
        command.addAll(options);
        command.addAll(List.of("-jar", program.toAbsolutePath().toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("hub.log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "HUB_HOME",
                        home.toString(),
                        "QUARKUS_HTTP_PORT",
                        String.valueOf(FreePort.next()),
                        "QUARKUS_MANAGEMENT_PORT",
                        String.valueOf(FreePort.next())));
        return builder.start();
    }

    private Path home(Scenario course, String source, List<String> targets) throws IOException {
        Path home = Files.createDirectories(folder.resolve("home-" + source + "-" + targets.get(0)));
        Files.createDirectories(home.resolve("routes"));
        BenchmarkBroker from = course.source();
        BenchmarkBroker to = course.target();
        String second = from == to ? "" : "  target: " + to.connection() + "\n";
        String ofTarget = from == to ? "source" : "target";
        Files.writeString(home.resolve("hub.yaml"), "connections:\n  source: " + from.connection() + "\n" + second);
        if (course.work() != Work.PASS) {
            Files.createDirectories(home.resolve("schemas"));
            Files.writeString(home.resolve("schemas/order.json"), BenchmarkOrders.SCHEMA);
        }
        Files.writeString(
                home.resolve("routes/orders.yaml"), routes(course, course.sources(source), targets, ofTarget));
        return home;
    }

    private static String routes(Scenario course, List<String> sources, List<String> targets, String ofTarget) {
        StringBuilder routes = new StringBuilder("routes:\n");
        int places = course.placesOfRoute();
        for (int i = 0; i < sources.size(); i++) {
            List<String> to = targets.subList(i * places, (i + 1) * places).stream()
                    .map(target -> through(ofTarget, course.target().to(target)))
                    .toList();
            routes.append("  orders-").append(i).append(":\n");
            routes.append(inFlight(course.load()));
            routes.append("    from: ")
                    .append(through("source", course.source().from(sources.get(i))))
                    .append('\n');
            routes.append(course.work().route(to, course.shape()));
            routes.append("    deadLetter: ").append(to.get(0)).append('\n');
        }
        return routes.toString();
    }

    private static String inFlight(Workload load) {
        return load.inFlight() == Workload.AS_SHIPPED ? "" : "    inFlight: { events: " + load.inFlight() + " }\n";
    }

    /** Names the connection: SQS and SNS are two of one kind here. */
    private static String through(String connection, String place) {
        return place.replaceFirst(" } }$", ", connection: " + connection + " } }");
    }
}
