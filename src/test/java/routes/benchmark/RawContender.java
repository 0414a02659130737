package routes.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import routes.benchmark.raw.RawLoop;

/** The hand-written loop. */
final class RawContender implements Contender {

    private final List<String> options;

    RawContender(List<String> options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "raw";
    }

    @Override
    public boolean canRun(Scenario course) {
        return course.shape().routes() == 1
                && course.placesOfRoute() == course.work().places();
    }

    @Override
    public Process start(Scenario course, String source, List<String> targets) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                course.work().rawLoop(),
                String.valueOf(course.inFlight()),
                course.source().kind(),
                course.source().address(),
                source,
                course.target().kind(),
                course.target().address()));
        targets.forEach(target -> arguments.add(course.target().rawTarget(target)));
        return new ProcessBuilder(JavaCommand.command(options, RawLoop.class, arguments))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
