package routes.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import routes.compile.CompiledConfiguration;
import routes.model.Problem;
import routes.model.RouteTest;

/** Runs the routes' own tests, without brokers. */
@Command(
        name = "test",
        description =
                "Runs the routes' own tests, without brokers. Exit code 0: all tests passed, 1: there are failures"
                        + " or problems.")
final class TestCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Mixin
    private HomeParameter home;

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "Also writes the results to this file, as JUnit XML for build servers.")
    private Optional<Path> junit;

    private int passed;
    private int failed;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        CompiledConfiguration compiled = CompiledConfiguration.of(home.read());
        List<Problem> failures = compiled.examples().values().stream()
                .flatMap(results -> CompiledConfiguration.Example.problems(results).stream())
                .toList();
        List<Problem> problems = compiled.problems().stream()
                .filter(problem -> !failures.contains(problem))
                .toList();
        problems.forEach(out::println);
        List<Problem> errors = Problem.errors(problems);
        JunitReport report = new JunitReport(Clock.systemUTC());
        report.problems(errors, compiled.broken());
        compiled.examples().forEach((route, results) -> {
            report.route(route);
            for (CompiledConfiguration.Example example : results) {
                report.test(route, example);
                print(out, route + ": " + example.test().name(), example.test(), example.differences());
            }
        });
        junit.ifPresent(file -> write(file, report.xml()));
        out.println(passed + " passed, " + failed + " failed, " + errors.size() + " problems");
        return failed == 0 && errors.isEmpty() ? Main.SOUND : Main.PROBLEMS;
    }

    private void write(Path file, byte[] xml) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder == null ? file : folder);
            Files.write(file, xml);
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "the file '" + file + "' cannot be written", e);
        }
    }

    private void print(PrintWriter out, String name, RouteTest test, List<String> differences) {
        if (differences.isEmpty()) {
            passed++;
            out.println("ok    " + name);
        } else {
            failed++;
            out.println("FAIL  " + name + " (" + test.location() + ")");
            differences.forEach(difference -> out.println("      " + difference));
        }
    }
}
