package routes.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import routes.connector.ConnectorException;
import routes.connector.HubComponent;
import routes.connector.ProvisionOptions;
import routes.connector.ProvisionPlan;
import routes.connector.Provisioner;
import routes.model.Connection;
import routes.model.HubDefinition;
import routes.model.RouteSpec;
import routes.model.SourceSpec;
import routes.model.TargetSpec;
import routes.support.Threads;

/** Finds what the brokers lack for all routes of a configuration, for the command that makes it. Used by one thread. */
public final class Provisioning implements AutoCloseable {

    private final HubDefinition definition;
    private final ProvisionOptions options;
    private final Map<HubComponent<?, ?>, Need> needs = new LinkedHashMap<>();

    /** What the routes need at one broker. @param connection its name in hub.yaml */
    private record Need(String connection, Provisioner<SourceSpec, TargetSpec> provisioner) {}

    /** @param connection the name of the connection in hub.yaml */
    public record ConnectionPlan(String connection, ProvisionPlan plan) {}

    /** @param context the context of the clients, which are closed with it */
    public Provisioning(CamelContext context, HubDefinition definition, ProvisionOptions options) {
        this.definition = definition;
        this.options = options;
        ConnectorRegistry connectors = new ConnectorRegistry(context);
        connectors.follow(definition);
        for (RouteSpec spec : definition.routes().values()) {
            SourceSpec from = spec.from();
            need(connectors.of(from), from.connection(), from.connectionKind()).needSource(from);
            spec.targets().forEach(to -> need(connectors, to).needTarget(to));
            need(connectors, spec.deadLetter()).needDeadLetters(spec.deadLetter());
        }
    }

    private Provisioner<SourceSpec, TargetSpec> need(ConnectorRegistry connectors, TargetSpec to) {
        return need(connectors.of(to), to.connection(), to.connectionKind());
    }

    private Provisioner<SourceSpec, TargetSpec> need(
            HubComponent<SourceSpec, TargetSpec> component,
            Optional<String> named,
            Optional<Class<? extends Connection>> kind) {
        return needs.computeIfAbsent(
                        component,
                        key -> new Need(
                                definition.connectionName(named, kind).orElse("no connection"),
                                component.provisioner(options)))
                .provisioner();
    }

    /** Asks all brokers at once. Changes nothing. Waits for about ten seconds if a broker does not respond. */
    public List<ConnectionPlan> plans() {
        List<CompletableFuture<ConnectionPlan>> asked = new ArrayList<>();
        needs.values()
                .forEach(need -> asked.add(CompletableFuture.supplyAsync(
                        () -> new ConnectionPlan(need.connection(), plan(need.provisioner())),
                        work -> Threads.daemon("hub-provision-" + need.connection(), work)
                                .start())));
        return asked.stream().map(CompletableFuture::join).toList();
    }

    private static ProvisionPlan plan(Provisioner<?, ?> provisioner) {
        try {
            return provisioner.plan();
        } catch (ConnectorException e) {
            return new ProvisionPlan(List.of(), List.of(e.getMessage()));
        }
    }

    @Override
    public void close() {
        needs.values().forEach(need -> need.provisioner().close());
    }
}
