package routes.benchmark;

import java.util.ArrayList;
import java.util.List;
import routes.testkit.JavaProcess;

/** The command line of a Java program on this program's class path. */
final class JavaCommand {

    private JavaCommand() {}

    static List<String> command(List<String> options, Class<?> program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(JavaProcess.executable());
        command.addAll(options);
        command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(arguments);
        return command;
    }
}
