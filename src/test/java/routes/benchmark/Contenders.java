package routes.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who can run, by name.
 *
 * @param options of every contender's JVM
 * @param hubOptions of the hub's JVM alone
 * @param otherBuild the runnable jar of another build of the hub
 */
record Contenders(List<String> options, List<String> hubOptions, Optional<Path> otherBuild, Path folder) {

    /** Those of these names that can run the course. */
    List<Contender> of(List<String> names, Scenario course) throws IOException {
        List<Contender> field = new ArrayList<>();
        for (String name : names) {
            Contender contender = contender(name);
            if (contender.canRun(course)) {
                field.add(contender);
            }
        }
        return field;
    }

    private Contender contender(String name) throws IOException {
        return switch (name) {
            case "raw" -> new RawContender(options);
            case "hub" -> new HubContender(name, HubContender.PROGRAM, ofHub(), folder);
            case "other-build" ->
                new HubContender(
                        name,
                        otherBuild.orElseThrow(() -> new IllegalArgumentException(
                                "say with --other-build where that build has its quarkus-run.jar")),
                        ofHub(),
                        folder);
            case "camel" -> PeerContender.camel(options, folder);
            case "mirrormaker-default" -> PeerContender.mirrorMaker(false, options, folder);
            case "mirrormaker-tuned" -> PeerContender.mirrorMaker(true, options, folder);
            case "spring-default" -> PeerContender.spring(false, options, folder);
            case "spring-tuned" -> PeerContender.spring(true, options, folder);
            case "benthos" -> new BenthosContender(folder);
            default -> throw new IllegalArgumentException("no contender is called " + name);
        };
    }

    private List<String> ofHub() {
        List<String> all = new ArrayList<>(options);
        hubOptions.stream().filter(option -> !option.isBlank()).forEach(all::add);
        return all;
    }
}
