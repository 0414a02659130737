package routes.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.camel.impl.DefaultCamelContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import routes.config.ReadResult;
import routes.connector.ConnectorException;
import routes.connector.MissingResource;
import routes.connector.ProvisionOptions;
import routes.model.HubDefinition;
import routes.model.Problem;
import routes.runtime.Provisioning;
import routes.runtime.Provisioning.ConnectionPlan;

/** Makes at the brokers what the routes need and what is missing. Alters nothing that is there. */
@Command(
        name = "provision",
        description =
                "Shows what the brokers lack for the routes, and with --yes makes it. Alters nothing that is there."
                        + " Exit code 0: nothing is missing (any more), 3: something is missing and was not made, 1: problems.")
final class ProvisionCommand implements Callable<Integer> {

    /** Exit code: the plan has something to make, and was not carried out. */
    private static final int TO_MAKE = 3;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Mixin
    private ConnectionsOption connections;

    @Mixin
    private HomeParameter home;

    @Option(names = "--yes", description = "Makes what is missing. Without this, only shows it.")
    private boolean yes;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions of a new topic. Default: that of the broker.")
    private Optional<Integer> partitions;

    @Option(
            names = "--replication",
            paramLabel = "N",
            description = "Copies of each partition of a new topic. Default: that of the broker.")
    private Optional<Integer> replication;

    private int problems;
    private int made;
    private int missing;

    @Override
    public Integer call() throws IOException {
        require("--partitions", partitions);
        require("--replication", replication);
        ReadResult reading = home.read();
        Optional<HubDefinition> definition = connections.definition(reading);
        return definition.isEmpty() ? Main.PROBLEMS : provision(reading, definition.get());
    }

    private int provision(ReadResult reading, HubDefinition definition) throws IOException {
        Problem.errors(reading.problems()).forEach(problem -> problem(problem.toString()));
        try (DefaultCamelContext context = new DefaultCamelContext();
                Provisioning provisioning =
                        new Provisioning(context, definition, new ProvisionOptions(partitions, replication))) {
            provisioning.plans().forEach(this::carryOut);
        }
        print(summary());
        if (problems > 0) {
            return Main.PROBLEMS;
        }
        return missing > made ? TO_MAKE : Main.SOUND;
    }

    private void require(String option, Optional<Integer> number) {
        if (number.filter(given -> given < 1).isPresent()) {
            throw new ParameterException(spec.commandLine(), option + " must be at least 1");
        }
    }

    private void carryOut(ConnectionPlan plan) {
        List<MissingResource> resources = plan.plan().missing();
        missing += (int) resources.stream().filter(MissingResource::isCertain).count();
        plan.plan().problems().forEach(problem -> problem(plan.connection() + ": " + problem));
        resources.forEach(resource -> {
            if (!yes || isMade(plan.connection(), resource)) {
                print((yes ? "made     " : word(resource)) + plan.connection() + ": " + resource);
                resource.note().ifPresent(note -> print("         note: " + note));
            }
        });
    }

    /** What cannot be asked for is made with all else, and is no reason for another exit code. */
    private static String word(MissingResource resource) {
        return resource.isCertain() ? "missing  " : "unknown  ";
    }

    private boolean isMade(String connection, MissingResource resource) {
        try {
            resource.creation().make();
            made += resource.isCertain() ? 1 : 0;
            return true;
        } catch (ConnectorException e) {
            problem(connection + ": " + e.getMessage());
            return false;
        }
    }

    private void problem(String message) {
        problems++;
        print(message);
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private String summary() {
        String told = problems == 0 ? "" : (problems == 1 ? "1 problem" : problems + " problems");
        if (missing == 0) {
            return problems == 0 ? "nothing is missing" : told;
        }
        String rest = problems == 0 ? "" : ", " + told;
        return yes
                ? made + " made" + rest
                : missing + " missing; provision --yes makes " + (missing == 1 ? "it" : "them") + rest;
    }
}
