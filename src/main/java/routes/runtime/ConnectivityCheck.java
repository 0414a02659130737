package routes.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import routes.compile.SizeLint;
import routes.connector.HubEndpoint;
import routes.event.Readiness;
import routes.model.HubDefinition;
import routes.model.Problem;
import routes.model.SourceLocation;

/**
 * Checks whether the brokers provide everything that the routes need. All checks run concurrently. Each problem is reported once,
 * even if it affects several routes.
 */
public final class ConnectivityCheck {

    /** The maximum number of further locations that a problem names. Of all others only the number is given. */
    private static final int MOST_NAMED = 3;

    private final Map<HubEndpoint, SourceLocation> uses = new LinkedHashMap<>();
    private final Map<SizeComparison, HubEndpoint> comparisons = new LinkedHashMap<>();

    /** @param context the context of the clients, which are closed with it */
    public ConnectivityCheck(CamelContext context, HubDefinition definition) {
        ConnectorRegistry connectors = new ConnectorRegistry(context);
        connectors.follow(definition);
        definition.routes().forEach((name, spec) -> {
            HubEndpoint source = connectors.source(name, spec);
            uses.put(source, spec.from().location());
            SizeComparison sizes = new SizeComparison(
                    spec, source, SizeLint.warning(spec, definition).isPresent());
            spec.targets().forEach(to -> {
                HubEndpoint target = connectors.target(name, to);
                uses.put(target, to.location());
                sizes.add(to, target);
            });
            HubEndpoint deadLetters = connectors.deadLetters(name, spec.deadLetter());
            uses.put(deadLetters, spec.deadLetter().location());
            comparisons.put(sizes, deadLetters);
        });
    }

    /**
     * The problems that were found, and warnings about limits of size. Waits for all answers, about ten seconds if a broker does
     * not respond.
     */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(missing());
        comparisons.forEach((sizes, deadLetters) -> problems.addAll(sizes.warnings(deadLetters)));
        return problems.stream().sorted().toList();
    }

    private List<Problem> missing() {
        Map<HubEndpoint, CompletableFuture<Readiness>> answers = new LinkedHashMap<>();
        uses.keySet().forEach(endpoint -> answers.put(endpoint, endpoint.askForRights()));
        Map<String, TreeSet<Problem>> found = new TreeMap<>();
        answers.forEach((endpoint, answer) -> answered(answer)
                .problem()
                .ifPresent(message -> found.computeIfAbsent(message, key -> new TreeSet<>())
                        .add(new Problem(uses.get(endpoint), message))));
        return found.values().stream().map(ConnectivityCheck::once).sorted().toList();
    }

    private static Readiness answered(CompletableFuture<Readiness> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            return Readiness.notReady(
                    "the check failed unexpectedly: " + e.getCause().getClass().getName());
        }
    }

    /** Combines equal problems into one, at the first location and with the other locations in its message. */
    private static Problem once(TreeSet<Problem> same) {
        Problem first = same.first();
        String others = same.stream()
                .skip(1)
                .limit(MOST_NAMED)
                .map(problem -> problem.location().spot())
                .collect(Collectors.joining(", "));
        int more = same.size() - 1 - MOST_NAMED;
        return same.size() == 1
                ? first
                : new Problem(
                        first.location(),
                        first.message() + " (needed at " + others + (more > 0 ? " and " + more + " more" : "")
                                + " too)");
    }
}
