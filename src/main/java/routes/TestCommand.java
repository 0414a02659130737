package routes;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import routes.definition.Problem;
import routes.definition.RouteTest;

/** Runs the examples that the routes carry, without any broker. */
@Command(name = "test", description = "Runs the routes' own tests, offline. Exit 0: all pass, 1: some do not.")
final class TestCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "HUB_HOME", description = "The directory; $HUB_HOME or ./hub if left out.")
    private Optional<Path> home;

    private int passed;
    private int failed;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        CompiledHome compiled = CompiledHome.of(Main.read(Main.home(home)));
        List<Problem> failures = compiled.examples().values().stream()
                .flatMap(tried -> CompiledHome.Example.problems(tried).stream())
                .toList();
        List<Problem> problems = compiled.problems().stream()
                .filter(problem -> !failures.contains(problem))
                .toList();
        problems.forEach(out::println);
        compiled.examples()
                .forEach((route, tried) -> tried.forEach(example ->
                        tell(out, route + ": " + example.test().name(), example.test(), example.differences())));
        out.println(passed + " passed, " + failed + " failed, " + problems.size() + " problems");
        return failed == 0 && problems.isEmpty() ? Main.SOUND : Main.PROBLEMS;
    }

    private void tell(PrintWriter out, String name, RouteTest test, List<String> differences) {
        if (differences.isEmpty()) {
            passed++;
            out.println("ok    " + name);
        } else {
            failed++;
            out.println("FAIL  " + name + " (" + test.place() + ")");
            differences.forEach(difference -> out.println("      " + difference));
        }
    }
}
